#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_atan {

namespace {

double atan_of(double x) { return std::atan(x); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, atan_of); }

}  // namespace

constinit extern const OpInfo op_atan{
    .name = "atan", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_atan
