// Before   y = slice(x, starts, ends, axes, steps)
// After    x
// Needs    no step goes backwards, and the shape, which is known, stays
// Keeps    the name of an output

#include <algorithm>

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::simplify_eliminate_noop_slice {

namespace {

bool match(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  const Tensor* steps = constant_input(graph, node, 4);
  bool forward = node.inputs.size() < 5 || !node.inputs[4] || (steps && std::ranges::min(steps->to_ints()) > 0);
  const Shape &before = graph.value(node.inputs[0]).fact.shape, &after = graph.value(node.outputs[0]).fact.shape;
  return forward && before == after && all_known(after) && can_bypass(graph, id);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  patch.replace(node.outputs[0], node.inputs[0]);
  return {};
}

}  // namespace

constinit extern const Rule rule_eliminate_noop_slice{"eliminate_noop_slice", "slice", match, rewrite};

}  // namespace ponte::passes::simplify_eliminate_noop_slice
