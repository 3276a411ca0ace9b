#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_unsqueeze {

namespace {

constexpr AttrSpec kAttrs[] = {{"axes", AttrType::integers}};

// The axes count in the result.
Result<Facts> infer(const OpContext& context) {
  const Shape& x = context.shape(0);
  const Dims& axes = context.attrs.integers("axes");
  TRY_ASSIGN(std::vector<bool> added, axis_mask(axes, x.size() + axes.size()));
  Shape shape;
  auto rest = x.begin();
  for (bool is_new : added) shape.push_back(is_new ? Dim(1) : *rest++);
  return one_fact(context.dtype(0), std::move(shape), context.ints(0));
}

Result<Tensors> evaluate(const OpContext& context) { return evaluate_view(context, infer); }

}  // namespace

constinit extern const OpInfo op_unsqueeze{
    .name = "unsqueeze", .arity = {1, 1}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_unsqueeze
