// Sizes are asked for in the old order of axes.

#include "passes/layout/relayout.h"

namespace ponte::passes::layout_shape {

namespace {

Result<> apply(Relayout& relayout, const Node& node) {
  Dims order = relayout.order(node.inputs[0]);
  if (order == identity_order(order.size())) return relayout.emit_plain(node);
  TRY_ASSIGN(ValueId input, relayout.in_order(node.inputs[0], order));
  TRY_ASSIGN(ValueId sizes, relayout.add("shape", {input}, {}, node.name));
  int64_t rank = static_cast<int64_t>(order.size());
  Dims places;
  for (int64_t axis = node.attrs.integer("start"); axis < std::min(rank, node.attrs.integer("end")); ++axis)
    places.push_back(place_of(order, axis));
  ValueId indices = relayout.add_constant(Tensor::ints(std::move(places)), node.name + ".places");
  TRY_ASSIGN(ValueId wanted, relayout.add("gather", {sizes, indices}, {{"axis", int64_t{0}}}, node.name + ".axes"));
  relayout.bind(node.outputs[0], wanted, {0});
  return {};
}

}  // namespace

constinit extern const LayoutRule layout_shape{"shape", apply};

}  // namespace ponte::passes::layout_shape
