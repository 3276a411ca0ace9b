#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_or {

namespace {

Result<int64_t> or_of(int64_t x, int64_t y) { return x != 0 || y != 0; }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_comparison(context, {nullptr, or_of}); }

}  // namespace

constinit extern const OpInfo op_or{
    .name = "or", .arity = {2, 2}, .attrs = {}, .infer = infer_logical, .evaluate = evaluate};

}  // namespace ponte::graph::ops_or
