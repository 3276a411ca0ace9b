// Axes of size one that come and go.

#include "graph/infer/infer.h"
#include "passes/layout/relayout.h"

namespace ponte::passes::layout_squeeze {

namespace {

Result<> squeeze(Relayout& relayout, const Node& node, const Dims& order) {
  TRY_ASSIGN(std::vector<bool> removed, axis_mask(node.attrs.integers("axes"), order.size()));
  Dims axes;
  for (size_t place = 0; place < order.size(); ++place)
    if (removed[static_cast<size_t>(order[place])]) axes.push_back(static_cast<int64_t>(place));
  TRY_ASSIGN(ValueId input, relayout.in_order(node.inputs[0], order));
  Attrs attrs = node.attrs;
  attrs.set("axes", axes);
  return relayout.emit(node, {input}, std::move(attrs), {without_axes(order, removed)});
}

/// The new axes stay where the old graph has them; those around them keep their order.
Result<> unsqueeze(Relayout& relayout, const Node& node, const Dims& order) {
  size_t rank = relayout.rank(node.outputs[0]);
  TRY_ASSIGN(std::vector<bool> added, axis_mask(node.attrs.integers("axes"), rank));
  Dims old_axes, result(rank, -1);
  for (size_t axis = 0; axis < rank; ++axis) {
    if (added[axis])
      result[axis] = static_cast<int64_t>(axis);
    else
      old_axes.push_back(static_cast<int64_t>(axis));
  }
  size_t next = 0;
  for (int64_t& axis : result)
    if (axis < 0) axis = old_axes[static_cast<size_t>(order[next++])];
  TRY_ASSIGN(ValueId input, relayout.in_order(node.inputs[0], order));
  return relayout.emit(node, {input}, node.attrs, {result});
}

Result<> apply(Relayout& relayout, const Node& node) {
  Dims order = relayout.order(node.inputs[0]);
  if (relayout.constant(node.inputs[0])) return relayout.emit_plain(node);
  return node.is("squeeze") ? squeeze(relayout, node, order) : unsqueeze(relayout, node, order);
}

}  // namespace

constinit extern const LayoutRule layout_squeeze{"squeeze unsqueeze", apply};

}  // namespace ponte::passes::layout_squeeze
