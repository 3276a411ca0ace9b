#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_mish {

namespace {

// x * tanh(softplus(x))
double mish_of(double x) { return x * std::tanh(x > 20 ? x : std::log1p(std::exp(x))); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, mish_of); }

}  // namespace

constinit extern const OpInfo op_mish{
    .name = "mish", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_mish
