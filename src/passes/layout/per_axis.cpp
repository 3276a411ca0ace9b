// Operators with one number per axis in constants: slices, pads, tiles, resizes. When the numbers are not known the
// input is taken as it was.

#include "graph/infer/infer_slice.h"
#include "passes/layout/relayout.h"

namespace ponte::passes::layout_per_axis {

namespace {

using Inputs = std::vector<ValueId>;

Result<> apply_slice(Relayout& relayout, const Node& node, const Dims& order) {
  OpContext context = relayout.old().context(node);
  Dims axes = identity_order(order.size());
  if (auto starts = context.known_ints(1)) axes.resize(std::min(axes.size(), starts->size()));
  if (context.has_input(3)) {
    auto known = context.known_ints(3);
    if (!known) return relayout.emit_plain(node);
    axes = *known;
  }
  for (int64_t& axis : axes) {
    TRY_ASSIGN(axis, normalize_axis(axis, order.size()));
    axis = place_of(order, axis);
  }
  Inputs inputs;
  for (size_t i = 0; i < node.inputs.size(); ++i) {
    TRY_ASSIGN(ValueId input, i == 0 ? relayout.in_order(node.inputs[0], order) : relayout.plain(node.inputs[i]));
    inputs.push_back(input);
  }
  inputs.resize(std::max<size_t>(inputs.size(), 4));
  inputs[3] = relayout.add_constant(Tensor::ints(std::move(axes)), node.name + ".axes");
  return relayout.emit(node, std::move(inputs), order);
}

/// Input `i` with its elements, one per axis or `times` per axis, in another order; absent ones stay absent.
Result<ValueId> per_axis(Relayout& relayout, const Node& node, size_t i, const Dims& order, size_t times) {
  const Tensor* constant = relayout.constant(node.inputs[i]);
  std::vector<double> elements = constant->to_doubles(), result;
  for (size_t part = 0; part < times; ++part)
    for (int64_t axis : order) result.push_back(elements[part * order.size() + static_cast<size_t>(axis)]);
  Tensor tensor = tensor_from_doubles(result, constant->dtype(), constant->dims());
  return relayout.add_constant(std::move(tensor), relayout.old().value(node.inputs[i]).name);
}

Result<> apply(Relayout& relayout, const Node& node) {
  Dims order = relayout.order(node.inputs[0]);
  if (order == identity_order(order.size())) return relayout.emit_plain(node);
  if (node.is("slice")) return apply_slice(relayout, node, order);
  size_t times = node.is("pad") ? 2 : 1;
  // A pad's third input is the value it pads with.
  size_t last = node.is("pad") ? 2 : node.inputs.size();
  Inputs inputs = node.inputs;
  TRY_ASSIGN(inputs[0], relayout.in_order(node.inputs[0], order));
  for (size_t i = 1; i < node.inputs.size(); ++i) {
    if (!node.inputs[i] || i >= last) {
      TRY_ASSIGN(inputs[i], relayout.plain(node.inputs[i]));
      continue;
    }
    const Tensor* constant = relayout.constant(node.inputs[i]);
    if (!constant || constant->count() != static_cast<int64_t>(times * order.size())) return relayout.emit_plain(node);
    TRY_ASSIGN(inputs[i], per_axis(relayout, node, i, order, times));
  }
  return relayout.emit(node, std::move(inputs), order);
}

}  // namespace

constinit extern const LayoutRule layout_per_axis{"slice pad tile expand resize", apply};

}  // namespace ponte::passes::layout_per_axis
