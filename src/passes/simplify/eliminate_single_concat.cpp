// Before   y = concat(x)
// After    x
// Needs    there is nothing else in the concat
// Keeps    the name of an output

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::simplify_eliminate_single_concat {

namespace {

bool match(const Graph& graph, NodeId id) { return graph.node(id).inputs.size() == 1 && can_bypass(graph, id); }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  patch.replace(node.outputs[0], node.inputs[0]);
  return {};
}

}  // namespace

constinit extern const Rule rule_eliminate_single_concat{"eliminate_single_concat", "concat", match, rewrite};

}  // namespace ponte::passes::simplify_eliminate_single_concat
