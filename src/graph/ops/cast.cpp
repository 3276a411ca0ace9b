#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_cast {

namespace {

constexpr AttrSpec kAttrs[] = {{"to", AttrType::dtype}};

Result<Facts> infer(const OpContext& context) {
  DType to = context.attrs.dtype("to");
  // Elements survive as they are where every index and size fits.
  bool wide = to == DType::i64 || to == DType::i32;
  return one_fact(to, context.shape(0), wide ? context.ints(0) : std::nullopt);
}

Result<Tensors> evaluate(const OpContext& context) {
  TRY(evaluated_count(context.constant(0)->dims()));
  TRY_ASSIGN(Tensor result, cast_tensor(*context.constant(0), context.attrs.dtype("to")));
  return Tensors{std::move(result)};
}

}  // namespace

constinit extern const OpInfo op_cast{
    .name = "cast", .arity = {1, 1}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_cast
