// Before   y = split(x)
// After    x
// Needs    there is only one part
// Keeps    the name of an output

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::simplify_eliminate_single_split {

namespace {

bool match(const Graph& graph, NodeId id) { return graph.node(id).outputs.size() == 1 && can_bypass(graph, id); }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  patch.replace(node.outputs[0], node.inputs[0]);
  return {};
}

}  // namespace

constinit extern const Rule rule_eliminate_single_split{"eliminate_single_split", "split", match, rewrite};

}  // namespace ponte::passes::simplify_eliminate_single_split
