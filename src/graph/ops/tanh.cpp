#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_tanh {

namespace {

double tanh_of(double x) { return std::tanh(x); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, tanh_of); }

}  // namespace

constinit extern const OpInfo op_tanh{
    .name = "tanh", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_tanh
