#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_transpose {

namespace {

constexpr AttrSpec kAttrs[] = {{"perm", AttrType::integers}};

Result<Facts> infer(const OpContext& context) {
  const Shape& x = context.shape(0);
  const Dims& perm = context.attrs.integers("perm");
  if (perm.size() != x.size()) return corrupt("perm [{}] does not fit [{}]", dims_text(perm), shape_text(x));
  TRY(axis_mask(perm, x.size()));
  Shape shape;
  for (int64_t axis : perm) shape.push_back(x[static_cast<size_t>(axis)]);
  return one_fact(context.dtype(0), std::move(shape));
}

Result<Tensors> evaluate(const OpContext& context) {
  TRY(infer(context));
  TRY(evaluated_count(context.constant(0)->dims()));
  return Tensors{transpose(*context.constant(0), context.attrs.integers("perm"))};
}

}  // namespace

constinit extern const OpInfo op_transpose{
    .name = "transpose", .arity = {1, 1}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_transpose
