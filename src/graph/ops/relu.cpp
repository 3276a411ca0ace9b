#include <algorithm>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_relu {

namespace {

double relu_of(double x) { return x < 0 ? 0 : x; }

Result<int64_t> relu_of_integer(int64_t x) { return std::max<int64_t>(x, 0); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, relu_of, relu_of_integer); }

}  // namespace

constinit extern const OpInfo op_relu{
    .name = "relu", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_relu
