// Before   y = dequantize_linear(constants…)
// After    the constant y
// Needs    a format that cannot hold dequantize_linear; y is no output of the graph
// Keeps    name, dtype, shape and values of y

#include "passes/fold/evaluated.h"
#include "passes/rule.h"

namespace ponte::passes::lower_expand_dequantize_linear {

namespace {

bool match(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  return has_constant_inputs(graph, node) && !graph.is_output(node.outputs[0]);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  return replace_by_results(graph, graph.node(id), patch);
}

}  // namespace

constinit extern const Rule rule_expand_dequantize_linear{"expand_dequantize_linear", "dequantize_linear", match,
                                                          rewrite};

}  // namespace ponte::passes::lower_expand_dequantize_linear
