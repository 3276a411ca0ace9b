// Before   y = silu(x)
// After    y = x * sigmoid(x)
// Needs    a format that cannot hold silu
// Keeps    name, dtype, shape and values of y; fuse_silu makes one operator of it again

#include "passes/rule.h"

namespace ponte::passes::lower_expand_silu {

namespace {

bool match(const Graph&, NodeId) { return true; }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  ValueId x = node.inputs[0];
  ValueId gate = patch.add("sigmoid", {x}, {}, node.name + ".sigmoid");
  patch.replace(node.outputs[0], patch.add("mul", {x, gate}, {}, node.name + ".mul"));
  return {};
}

}  // namespace

constinit extern const Rule rule_expand_silu{"expand_silu", "silu", match, rewrite};

}  // namespace ponte::passes::lower_expand_silu
