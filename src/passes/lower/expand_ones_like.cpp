// Before   y = ones_like(x)
// After    y = constant_of_shape(shape(x)) {value=1}
// Needs    a format that cannot hold ones_like
// Keeps    name, dtype, shape and values of y

#include "passes/rule.h"

namespace ponte::passes::lower_expand_ones_like {

namespace {

bool match(const Graph&, NodeId) { return true; }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  const Value& value = graph.value(node.outputs[0]);
  ValueId sizes = patch.add("shape", {node.inputs[0]}, {}, node.name + ".sizes");
  ValueId ones = patch.add("constant_of_shape", {sizes}, {{"value", 1.0}, {"to", value.fact.dtype}}, node.name);
  patch.replace(node.outputs[0], ones);
  return {};
}

}  // namespace

constinit extern const Rule rule_expand_ones_like{"expand_ones_like", "ones_like", match, rewrite};

}  // namespace ponte::passes::lower_expand_ones_like
