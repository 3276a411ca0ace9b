// Any bytes as a graph's text: what is read is a graph as it should be, prints as it reads, and its operators evaluate
// or refuse.
#include "graph/compare.h"
#include "graph/text/text.h"
#include "graph/verify.h"

namespace {

// What a sanitizer bears.
bool is_small(const ponte::graph::Graph& graph, const ponte::graph::Node& node) {
  for (ponte::graph::ValueId output : node.outputs) {
    auto dims = ponte::graph::known_dims(graph.value(output).fact.shape);
    if (dims && ponte::graph::element_count(*dims).value_or(INT64_MAX) > 100000) return false;
  }
  return true;
}

void evaluate(const ponte::graph::Graph& graph, const ponte::graph::Node& node) {
  for (ponte::graph::ValueId input : node.inputs)
    if (input && !graph.value(input).is_constant()) return;
  if (!node.op->evaluate || !is_small(graph, node)) return;
  auto tensors = node.op->evaluate(graph.context(node));
  if (tensors && tensors->size() < node.outputs.size()) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto graph = ponte::graph::parse({reinterpret_cast<const char*>(data), size});
  if (!graph) return 0;
  if (!ponte::graph::verify(*graph)) __builtin_trap();
  for (ponte::graph::NodeId id : graph->order()) evaluate(*graph, graph->node(id));
  auto tensors = [&](std::string_view hash) -> std::optional<ponte::graph::Tensor> {
    for (uint32_t i = 0; i < graph->value_count(); ++i)
      if (const auto& constant = graph->value({i}).constant; constant && ponte::graph::content_hash(*constant) == hash)
        return constant;
    return std::nullopt;
  };
  std::string text = ponte::graph::print(*graph);
  auto again = ponte::graph::parse(text, tensors);
  if (!again || !ponte::graph::isomorphic(*graph, *again)) __builtin_trap();
  return 0;
}
