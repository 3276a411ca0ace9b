#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_sin {

namespace {

double sin_of(double x) { return std::sin(x); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, sin_of); }

}  // namespace

constinit extern const OpInfo op_sin{
    .name = "sin", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_sin
