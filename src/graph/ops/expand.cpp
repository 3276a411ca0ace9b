#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_expand {

namespace {

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(Shape wanted, shape_from_input(context, 1));
  TRY_ASSIGN(Shape shape, broadcast(context.shape(0), wanted));
  return one_fact(context.dtype(0), std::move(shape));
}

Result<Tensors> evaluate(const OpContext& context) {
  TRY_ASSIGN(Dims dims, evaluated_dims(infer(context)));
  Dims strides = broadcast_strides(context.constant(0)->dims(), dims);
  return Tensors{take_strided(*context.constant(0), std::move(dims), std::move(strides))};
}

}  // namespace

constinit extern const OpInfo op_expand{
    .name = "expand", .arity = {2, 2}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_expand
