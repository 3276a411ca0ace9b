#include <algorithm>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_hard_swish {

namespace {

double hard_swish_of(double x) { return x * std::clamp(x / 6 + 0.5, 0.0, 1.0); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, hard_swish_of); }

}  // namespace

constinit extern const OpInfo op_hard_swish{
    .name = "hard_swish", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_hard_swish
