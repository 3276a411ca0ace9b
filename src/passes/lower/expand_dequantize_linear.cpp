// Before   y = dequantize_linear(constants…)
// After    the constant y
// Needs    a format that cannot hold dequantize_linear; y is no output of the graph
// Keeps    name, dtype, shape and values of y

#include <algorithm>

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte {

namespace {

bool match(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  auto is_constant = [&](ValueId x) { return !x || graph.value(x).is_constant(); };
  return std::ranges::all_of(node.inputs, is_constant) && !graph.is_output(node.outputs[0]);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  TRY_ASSIGN(std::vector<Tensor> numbers, node.op->evaluate(graph.context(node)));
  patch.replace(node.outputs[0], patch.constant(std::move(numbers[0]), graph.value(node.outputs[0]).name));
  return {};
}

}  // namespace

constinit extern const Rule rule_expand_dequantize_linear{
    "expand_dequantize_linear", "dequantize_linear", match, rewrite};

}  // namespace ponte
