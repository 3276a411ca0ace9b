#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_sqrt {

namespace {

double sqrt_of(double x) { return std::sqrt(x); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, sqrt_of); }

}  // namespace

constinit extern const OpInfo op_sqrt{
    .name = "sqrt", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_sqrt
