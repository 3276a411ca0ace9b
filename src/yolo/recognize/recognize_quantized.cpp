#include <algorithm>

#include "graph/patch.h"
#include "yolo/recognize/recognize.h"

namespace ponte::yolo {

namespace {

// Anchor sizes and the like; the weights of convolutions say nothing of a head.
constexpr int64_t kMostElements = 1 << 18;

bool is_small_constant(const Graph& graph, const Node& node) {
  auto is_small = [&](ValueId x) {
    return !x || (graph.value(x).is_constant() && graph.value(x).constant->count() <= kMostElements);
  };
  return node.op->evaluate && node.outputs.size() == 1 && !node.inputs.empty() &&
         std::ranges::all_of(node.inputs, is_small);
}

/// What a node gives without any rounding: numbers, where all that it takes are constants; of a dequantize_linear what
/// was quantized before. Nothing for other nodes.
Result<ValueId> remove_rounding(const Graph& graph, const Node& node, Patch& patch) {
  if (is_small_constant(graph, node)) {
    TRY_ASSIGN(std::vector<Tensor> numbers, node.op->evaluate(graph.context(node)));
    return patch.constant(std::move(numbers[0]), "numbers");
  }
  const Node* before = node.is("dequantize_linear") ? graph.producer(node.inputs[0]) : nullptr;
  return before && before->is("quantize_linear") ? before->inputs[0] : ValueId{};
}

/// The graph as it was before it was quantized. Values that stay keep their ids.
Result<Graph> without_rounding(Graph graph) {
  std::vector<NodeId> order = graph.order();
  for (NodeId id : order) {
    const Node& node = graph.node(id);
    if (!node.alive) continue;
    Patch patch(graph);
    TRY_ASSIGN(ValueId number, remove_rounding(graph, node, patch));
    if (!number) continue;
    patch.replace(node.outputs[0], number);
    TRY(std::move(patch).apply(graph, "without_rounding"));
  }
  TRY(graph.sort());
  return graph;
}

}  // namespace

Result<Head> recognize_quantized_head(const Graph& graph) {
  auto is_quantized = [&](NodeId id) { return graph.node(id).is("dequantize_linear"); };
  if (std::ranges::none_of(graph.order(), is_quantized)) return recognize_head(graph);
  TRY_ASSIGN(Graph plain, without_rounding(graph));
  return recognize_head(plain);
}

}  // namespace ponte::yolo
