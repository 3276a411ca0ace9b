#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_cos {

namespace {

double cos_of(double x) { return std::cos(x); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, cos_of); }

}  // namespace

constinit extern const OpInfo op_cos{
    .name = "cos", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_cos
