// Scales and zero points along one axis; normalisations over the last axes; sums along an axis that is an input.

#include "passes/layout/relayout.h"

namespace ponte::passes::layout_per_channel {

namespace {

Result<std::vector<ValueId>> inputs_in(Relayout& relayout, const Node& node, const Dims& order) {
  std::vector<ValueId> inputs;
  for (size_t i = 0; i < node.inputs.size(); ++i) {
    TRY_ASSIGN(ValueId input, i == 0 ? relayout.in_order(node.inputs[0], order) : relayout.plain(node.inputs[i]));
    inputs.push_back(input);
  }
  return inputs;
}

Result<> quantization(Relayout& relayout, const Node& node, const Dims& order) {
  // Blocks of scales have an axis for each of the input's.
  if (relayout.rank(node.inputs[1]) > 1) return relayout.emit_plain(node);
  Attrs attrs = node.attrs;
  int64_t axis = attrs.integer("axis");
  if (axis < static_cast<int64_t>(order.size())) attrs.set("axis", place_of(order, axis));
  TRY_ASSIGN(std::vector<ValueId> inputs, inputs_in(relayout, node, order));
  return relayout.emit(node, std::move(inputs), std::move(attrs), {order});
}

Result<> apply(Relayout& relayout, const Node& node) {
  Dims order = relayout.order(node.inputs[0]);
  if (relayout.constant(node.inputs[0]) || order == identity_order(order.size())) return relayout.emit_plain(node);
  if (node.is("quantize_linear") || node.is("dequantize_linear")) return quantization(relayout, node, order);
  TRY_ASSIGN(std::vector<ValueId> inputs, inputs_in(relayout, node, order));
  if (node.is("layer_norm")) {
    // Only the last axis, and it is still the last.
    int64_t last = static_cast<int64_t>(order.size()) - 1;
    if (node.attrs.integer("axis") != last || order.back() != last) return relayout.emit_plain(node);
    return relayout.emit(node, std::move(inputs), order);
  }
  auto axis = relayout.old().context(node).known_ints(1);
  if (!axis || axis->size() != 1) return relayout.emit_plain(node);
  TRY_ASSIGN(int64_t summed, normalize_axis((*axis)[0], order.size()));
  inputs[1] = relayout.add_constant(Tensor::scalar<int64_t>(place_of(order, summed)), node.name + ".axis");
  return relayout.emit(node, std::move(inputs), order);
}

}  // namespace

constinit extern const LayoutRule layout_per_channel{"quantize_linear dequantize_linear layer_norm cum_sum", apply};

}  // namespace ponte::passes::layout_per_channel
