// Before   y = reshape(x, shape), and so flatten, squeeze, unsqueeze, expand, tile
// After    x
// Needs    x surely has the shape already; at most one size may be unknown
// Keeps    the name of an output

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte {

namespace {

bool match(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  const Shape &before = graph.value(node.inputs[0]).fact.shape, &after = graph.value(node.outputs[0]).fact.shape;
  return surely_equal(before, after) && can_bypass(graph, id);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  patch.replace(node.outputs[0], node.inputs[0]);
  return {};
}

}  // namespace

constinit extern const Rule rule_eliminate_noop_reshape{"eliminate_noop_reshape", "reshape flatten squeeze unsqueeze expand tile", match, rewrite};

}  // namespace ponte
