// Before   y = mish(x)
// After    y = x * tanh(softplus(x))
// Needs    a format that cannot hold mish
// Keeps    name, dtype, shape and values of y; fuse_mish makes one operator of it again

#include "passes/rule.h"

namespace ponte::passes::lower_expand_mish {

namespace {

bool match(const Graph&, NodeId) { return true; }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  ValueId x = node.inputs[0];
  ValueId softplus = patch.add("softplus", {x}, {}, node.name + ".softplus");
  ValueId gate = patch.add("tanh", {softplus}, {}, node.name + ".tanh");
  patch.replace(node.outputs[0], patch.add("mul", {x, gate}, {}, node.name + ".mul"));
  return {};
}

}  // namespace

constinit extern const Rule rule_expand_mish{"expand_mish", "mish", match, rewrite};

}  // namespace ponte::passes::lower_expand_mish
