#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_floor {

namespace {

double floor_of(double x) { return std::floor(x); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, floor_of); }

}  // namespace

constinit extern const OpInfo op_floor{
    .name = "floor", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_floor
