#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_ceil {

namespace {

double ceil_of(double x) { return std::ceil(x); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, ceil_of); }

}  // namespace

constinit extern const OpInfo op_ceil{
    .name = "ceil", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_ceil
