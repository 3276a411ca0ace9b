// Before   y = cast(x){to}
// After    x
// Needs    x has the dtype already
// Keeps    the name of an output

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::simplify_eliminate_noop_cast {

namespace {

bool match(const Graph& graph, NodeId id) {
  return graph.node(id).attrs.dtype("to") == graph.value(graph.node(id).inputs[0]).fact.dtype && can_bypass(graph, id);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  patch.replace(node.outputs[0], node.inputs[0]);
  return {};
}

}  // namespace

constinit extern const Rule rule_eliminate_noop_cast{"eliminate_noop_cast", "cast", match, rewrite};

}  // namespace ponte::passes::simplify_eliminate_noop_cast
