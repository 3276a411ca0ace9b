#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_ones_like {

namespace {

Result<Tensors> evaluate(const OpContext& context) {
  return evaluate_unary(context, [](double) { return 1.0; });
}

}  // namespace

constinit extern const OpInfo op_ones_like{
    .name = "ones_like", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_ones_like
