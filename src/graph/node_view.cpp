#include "graph/node_view.h"

namespace ponte::graph {

namespace {

std::unexpected<Error> is_computed(const Node& node, std::string_view what) {
  return unsupported("{} with {} that is computed", node.op->name, what);
}

}  // namespace

Result<Tensor> NodeView::need_constant(size_t i, std::string_view what) const {
  const Tensor* tensor = constant(i);
  if (!tensor) return is_computed(node_, what);
  return *tensor;
}

Result<Dims> NodeView::need_ints(size_t i, std::string_view what) const {
  auto known = graph_.context(node_).known_ints(i);
  if (!known) return is_computed(node_, what);
  return *known;
}

}  // namespace ponte::graph
