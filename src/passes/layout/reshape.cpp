// A reshape joins neighbouring axes and takes others apart. As long as the axes that belong together are still
// neighbours, it can be done in the order in which they are; else they are brought together first, in the order that
// the wanted layout has.

#include <algorithm>

#include "passes/layout/axis_groups.h"
#include "passes/layout/relayout.h"

namespace ponte::passes::layout_reshape {

namespace {

/// The groups in the order in which the axes of `order` come; nothing when a group is torn apart. Axes of size one hold
/// nothing together.
std::optional<std::vector<AxisGroup>> sorted_groups(const std::vector<AxisGroup>& groups, const Shape& before,
                                                    const Dims& order) {
  std::vector<std::pair<double, AxisGroup>> placed;
  std::vector<int64_t> owner;  // by place of a large axis
  double last = -1;
  for (size_t g = 0; g < groups.size(); ++g) {
    int64_t previous = -1;
    double first = -1;
    for (size_t axis = groups[g].before_begin; axis < groups[g].before_end; ++axis) {
      int64_t place = place_of(order, static_cast<int64_t>(axis));
      if (first < 0) first = static_cast<double>(place);
      if (before[axis] == Dim(1)) continue;
      if (previous < 0) first = static_cast<double>(place);
      for (int64_t between = previous + 1; previous >= 0 && between < place; ++between)
        if (before[static_cast<size_t>(order[static_cast<size_t>(between)])] != Dim(1)) return std::nullopt;
      if (place < previous) return std::nullopt;
      previous = place;
    }
    if (first < 0) first = last + 0.5;
    last = first;
    placed.emplace_back(first, groups[g]);
  }
  std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<AxisGroup> sorted;
  for (const auto& [place, group] : placed) sorted.push_back(group);
  return sorted;
}

Dims axes_after(const std::vector<AxisGroup>& groups) {
  Dims axes;
  for (const AxisGroup& group : groups)
    for (size_t axis = group.after_begin; axis < group.after_end; ++axis) axes.push_back(static_cast<int64_t>(axis));
  return axes;
}

/// The input's axes, brought together so that the result can have its channels where the layout wants them.
std::optional<Dims> gathered_order(const std::vector<AxisGroup>& groups, const Shape& after, Layout layout) {
  if (after.size() < 4) return std::nullopt;
  std::vector<AxisGroup> inverse;
  for (const AxisGroup& group : groups)
    inverse.push_back({group.after_begin, group.after_end, group.before_begin, group.before_end});
  auto sorted = sorted_groups(inverse, after, layout_order(layout, after.size()));
  if (!sorted) return std::nullopt;
  return axes_after(*sorted);
}

Result<> apply(Relayout& relayout, const Node& node) {
  ValueId input = node.inputs[0], output = node.outputs[0];
  const Shape &before = relayout.shape(input), &after = relayout.shape(output);
  Dims order = relayout.order(input);
  if (order == identity_order(order.size())) return relayout.emit_plain(node);
  auto groups = group_axes(before, after);
  if (!groups) return relayout.emit_plain(node);
  auto sorted = sorted_groups(*groups, before, order);
  if (!sorted) {
    auto gathered = gathered_order(*groups, after, relayout.layout());
    if (!gathered) return relayout.emit_plain(node);
    order = *gathered;
    sorted = sorted_groups(*groups, before, order);
    if (!sorted) return relayout.emit_plain(node);
  }
  Dims result = axes_after(*sorted);
  TRY_ASSIGN(ValueId value, relayout.in_order(input, order));
  TRY_ASSIGN(ValueId reshaped, relayout.add_reshape(value, reorder(after, result), node.name));
  if (!reshaped) return relayout.emit_plain(node);
  relayout.bind(output, reshaped, std::move(result));
  return {};
}

}  // namespace

constinit extern const LayoutRule layout_reshape{"reshape flatten", apply};

}  // namespace ponte::passes::layout_reshape
