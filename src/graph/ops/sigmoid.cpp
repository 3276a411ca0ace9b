#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_sigmoid {

namespace {

double sigmoid_of(double x) { return 1 / (1 + std::exp(-x)); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, sigmoid_of); }

}  // namespace

constinit extern const OpInfo op_sigmoid{
    .name = "sigmoid", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_sigmoid
