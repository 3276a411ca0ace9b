#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_one_hot {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer}};

// `values` are off and on; the new axis counts in the result.
Result<Facts> infer(const OpContext& context) {
  Shape shape = context.shape(0);
  TRY_ASSIGN(size_t axis, checked_axis(context.attrs.integer("axis"), shape.size() + 1));
  auto depth = context.ints(1);
  if (depth && depth->size() != 1) return corrupt("the depth has {} elements, it should be one number", depth->size());
  shape.insert(shape.begin() + static_cast<ptrdiff_t>(axis), depth ? (*depth)[0] : Dim{});
  return one_fact(context.dtype(2), std::move(shape));
}

Result<Tensors> evaluate(const OpContext& context) {
  TRY_ASSIGN(Dims dims, evaluated_dims(infer(context)));
  int64_t value_count = context.constant(2)->count();
  if (value_count != 2) return corrupt("{} values are given for off and on", value_count);
  AxisView view(dims, static_cast<size_t>(context.attrs.integer("axis")));
  Dims indices = context.constant(0)->to_ints();
  // Element i lies at k along the new axis of the line that belongs to one index. An index out of range is nowhere on.
  auto source = [&](int64_t i) {
    int64_t line = i / view.inner, k = line % view.length;
    int64_t index = indices[static_cast<size_t>(line / view.length * view.inner + i % view.inner)];
    return int64_t{(index < 0 ? index + view.length : index) == k};
  };
  return Tensors{take(*context.constant(2), std::move(dims), source)};
}

}  // namespace

constinit extern const OpInfo op_one_hot{
    .name = "one_hot", .arity = {3, 3}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_one_hot
