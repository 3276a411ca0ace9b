#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_reciprocal {

namespace {

double reciprocal_of(double x) { return 1 / x; }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, reciprocal_of); }

}  // namespace

constinit extern const OpInfo op_reciprocal{
    .name = "reciprocal", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_reciprocal
