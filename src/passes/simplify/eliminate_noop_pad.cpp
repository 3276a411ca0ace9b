// Before   y = pad(x, pads, value)
// After    x
// Needs    all pads are 0
// Keeps    the name of an output

#include <algorithm>

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::simplify_eliminate_noop_pad {

namespace {

bool match(const Graph& graph, NodeId id) {
  const Tensor* pads = constant_input(graph, graph.node(id), 1);
  return pads && std::ranges::count(pads->to_ints(), 0) == pads->count() && can_bypass(graph, id);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  patch.replace(node.outputs[0], node.inputs[0]);
  return {};
}

}  // namespace

constinit extern const Rule rule_eliminate_noop_pad{"eliminate_noop_pad", "pad", match, rewrite};

}  // namespace ponte::passes::simplify_eliminate_noop_pad
