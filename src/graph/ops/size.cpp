#include "graph/infer/infer.h"

namespace ponte::graph::ops_size {

namespace {

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(Dim count, dim_product(context.shape(0)));
  return one_fact(DType::i64, {}, std::vector<Dim>{std::move(count)});
}

Result<Tensors> evaluate(const OpContext& context) {
  return Tensors{Tensor::scalar<int64_t>(context.constant(0)->count())};
}

}  // namespace

constinit extern const OpInfo op_size{
    .name = "size", .arity = {1, 1}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_size
