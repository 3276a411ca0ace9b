// A transpose moves nothing: it only says that the axes are now called otherwise.

#include "passes/layout/relayout.h"

namespace ponte::passes::layout_transpose {

namespace {

Result<> apply(Relayout& relayout, const Node& node) {
  const Dims& perm = node.attrs.integers("perm");
  Dims order;
  for (int64_t axis : relayout.order(node.inputs[0])) order.push_back(place_of(perm, axis));
  TRY_ASSIGN(ValueId value, relayout.in_order(node.inputs[0], relayout.order(node.inputs[0])));
  relayout.bind(node.outputs[0], value, std::move(order));
  return {};
}

}  // namespace

constinit extern const LayoutRule layout_transpose{"transpose", apply};

}  // namespace ponte::passes::layout_transpose
