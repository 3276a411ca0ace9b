#include "graph/infer/infer.h"

namespace ponte::graph::ops_identity {

namespace {

Result<Facts> infer(const OpContext& context) { return one_fact(context.dtype(0), context.shape(0), context.ints(0)); }

Result<Tensors> evaluate(const OpContext& context) { return Tensors{*context.constant(0)}; }

}  // namespace

constinit extern const OpInfo op_identity{
    .name = "identity", .arity = {1, 1}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_identity
