// What works along one axis: it follows the axis to its place.

#include "passes/layout/relayout.h"

namespace ponte::passes::layout_along_axis {

namespace {

Result<> apply(Relayout& relayout, const Node& node) {
  size_t rank = relayout.rank(node.inputs[0]);
  Dims order = relayout.best_order(node, rank);
  std::vector<ValueId> inputs;
  for (ValueId input : node.inputs) {
    TRY_ASSIGN(ValueId value, relayout.in_order(input, order));
    inputs.push_back(value);
  }
  Attrs attrs = node.attrs;
  attrs.set("axis", place_of(order, attrs.integer("axis")));
  return relayout.emit(node, std::move(inputs), std::move(attrs), std::vector<Dims>(node.outputs.size(), order));
}

}  // namespace

constinit extern const LayoutRule layout_along_axis{"concat split softmax log_softmax gather_elements", apply};

}  // namespace ponte::passes::layout_along_axis
