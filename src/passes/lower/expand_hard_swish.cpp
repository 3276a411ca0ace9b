// Before   y = hard_swish(x)
// After    y = x * hard_sigmoid(x){alpha = 1/6, beta = 0.5}
// Needs    a format that cannot hold hard_swish
// Keeps    name, dtype, shape and values of y; fuse_hard_swish makes one operator of it again

#include "passes/rule.h"

namespace ponte::passes::lower_expand_hard_swish {

namespace {

bool match(const Graph&, NodeId) { return true; }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  ValueId x = node.inputs[0];
  Attrs attrs{{"alpha", 1.0 / 6}, {"beta", 0.5}};
  ValueId gate = patch.add("hard_sigmoid", {x}, std::move(attrs), node.name + ".hard_sigmoid");
  patch.replace(node.outputs[0], patch.add("mul", {x, gate}, {}, node.name + ".mul"));
  return {};
}

}  // namespace

constinit extern const Rule rule_expand_hard_swish{"expand_hard_swish", "hard_swish", match, rewrite};

}  // namespace ponte::passes::lower_expand_hard_swish
