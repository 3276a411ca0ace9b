#include "formats/tflite/adjoints.h"

#include <algorithm>

namespace ponte::tflite {

bool is_batch_product(const Graph& graph, const Node& node) {
  if (!node.is("matmul")) return false;
  const Value& right = graph.value(node.inputs[1]);
  return !right.is_constant() || right.constant->dims().size() != 2;
}

bool is_adjoint(const Graph& graph, const Node& node) {
  if (!node.is("transpose")) return false;
  const Dims& perm = node.attrs.integers("perm");
  auto rank = static_cast<int64_t>(perm.size());
  if (rank < 3 || perm[perm.size() - 1] != rank - 2 || perm[perm.size() - 2] != rank - 1) return false;
  for (size_t axis = 0; axis + 2 < perm.size(); ++axis)
    if (perm[axis] != static_cast<int64_t>(axis)) return false;
  const Value& value = graph.value(node.outputs[0]);
  bool is_wanted = graph.is_output(node.outputs[0]) || value.consumers.empty();
  return !is_wanted && std::ranges::all_of(value.consumers, [&](NodeId id) {
    const Node& product = graph.node(id);
    auto rank_of = [&](size_t i) { return static_cast<int64_t>(graph.value(product.inputs[i]).fact.shape.size()); };
    return is_batch_product(graph, product) && rank_of(0) == rank && rank_of(1) == rank;
  });
}

}  // namespace ponte::tflite
