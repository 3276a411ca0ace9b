// A gather of one index, which takes its axis away, or of a list of them.

#include "passes/layout/relayout.h"

namespace ponte::passes::layout_gather {

namespace {

Result<> apply(Relayout& relayout, const Node& node) {
  Dims order = relayout.order(node.inputs[0]);
  size_t index_rank = relayout.rank(node.inputs[1]);
  if (index_rank > 1 || relayout.constant(node.inputs[0])) return relayout.emit_plain(node);
  int64_t axis = node.attrs.integer("axis");
  TRY_ASSIGN(ValueId input, relayout.in_order(node.inputs[0], order));
  TRY_ASSIGN(ValueId indices, relayout.plain(node.inputs[1]));
  Attrs attrs = node.attrs;
  attrs.set("axis", place_of(order, axis));
  if (index_rank == 0) {
    std::vector<bool> removed(order.size());
    removed[static_cast<size_t>(axis)] = true;
    order = without_axes(order, removed);
  }
  return relayout.emit(node, {input, indices}, std::move(attrs), {order});
}

}  // namespace

constinit extern const LayoutRule layout_gather{"gather", apply};

}  // namespace ponte::passes::layout_gather
