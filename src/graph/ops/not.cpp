#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_not {

namespace {

Result<int64_t> not_of(int64_t x) { return x == 0; }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, {}, not_of); }

}  // namespace

constinit extern const OpInfo op_not{
    .name = "not", .arity = {1, 1}, .attrs = {}, .infer = infer_logical_not, .evaluate = evaluate};

}  // namespace ponte::graph::ops_not
