#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_silu {

namespace {

double silu_of(double x) { return x / (1 + std::exp(-x)); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, silu_of); }

}  // namespace

constinit extern const OpInfo op_silu{
    .name = "silu", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_silu
