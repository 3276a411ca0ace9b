#include "graph/evaluate/evaluate_reduce.h"

namespace ponte::graph::ops_argmin {

namespace {

Result<Tensors> evaluate(const OpContext& context) { return evaluate_arg_reduce(context, false); }

}  // namespace

constinit extern const OpInfo op_argmin{
    .name = "argmin", .arity = {1, 1}, .attrs = kArgReduceAttrs, .infer = infer_arg_reduce, .evaluate = evaluate};

}  // namespace ponte::graph::ops_argmin
