#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_xor {

namespace {

Result<int64_t> xor_of(int64_t x, int64_t y) { return (x != 0) != (y != 0); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_comparison(context, {nullptr, xor_of}); }

}  // namespace

constinit extern const OpInfo op_xor{
    .name = "xor", .arity = {2, 2}, .attrs = {}, .infer = infer_logical, .evaluate = evaluate};

}  // namespace ponte::graph::ops_xor
