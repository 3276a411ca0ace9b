#include "graph/evaluate/evaluate_reduce.h"

namespace ponte::graph::ops_argmax {

namespace {

Result<Tensors> evaluate(const OpContext& context) { return evaluate_arg_reduce(context, true); }

}  // namespace

constinit extern const OpInfo op_argmax{
    .name = "argmax", .arity = {1, 1}, .attrs = kArgReduceAttrs, .infer = infer_arg_reduce, .evaluate = evaluate};

}  // namespace ponte::graph::ops_argmax
