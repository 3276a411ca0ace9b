// Before   y = identity(x)
// After    x
// Needs    y is no output of the graph, or x can be it: made by a node, and no output already
// Keeps    the name of an output

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::simplify_eliminate_identity {

namespace {

bool match(const Graph& graph, NodeId id) { return can_bypass(graph, id); }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  patch.replace(node.outputs[0], node.inputs[0]);
  return {};
}

}  // namespace

constinit extern const Rule rule_eliminate_identity{"eliminate_identity", "identity", match, rewrite};

}  // namespace ponte::passes::simplify_eliminate_identity
