// Before   y = transpose(x){perm}
// After    x
// Needs    perm is 0 1 2 …
// Keeps    the name of an output

#include <algorithm>

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::simplify_eliminate_noop_transpose {

namespace {

bool match(const Graph& graph, NodeId id) {
  const Dims& perm = graph.node(id).attrs.integers("perm");
  return std::ranges::is_sorted(perm) && can_bypass(graph, id);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  patch.replace(node.outputs[0], node.inputs[0]);
  return {};
}

}  // namespace

constinit extern const Rule rule_eliminate_noop_transpose{"eliminate_noop_transpose", "transpose", match, rewrite};

}  // namespace ponte::passes::simplify_eliminate_noop_transpose
