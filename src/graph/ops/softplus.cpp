#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_softplus {

namespace {

double softplus_of(double x) { return x > 20 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x)); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, softplus_of); }

}  // namespace

constinit extern const OpInfo op_softplus{
    .name = "softplus", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_softplus
