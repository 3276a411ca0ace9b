#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_tan {

namespace {

double tan_of(double x) { return std::tan(x); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, tan_of); }

}  // namespace

constinit extern const OpInfo op_tan{
    .name = "tan", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_tan
