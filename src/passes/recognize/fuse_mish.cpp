// Before   y = x * tanh(softplus(x))
// After    y = mish(x)
// Needs    nothing; inner nodes with other consumers stay for them
// Keeps    name, dtype, shape and values of y

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::recognize_fuse_mish {

namespace {

const Node* softplus_of_other(const Graph& graph, const Node& mul) {
  for (size_t i : {size_t{0}, size_t{1}}) {
    const Node* tanh = producer_of(graph, mul.inputs[i], "tanh");
    const Node* softplus = tanh ? producer_of(graph, tanh->inputs[0], "softplus") : nullptr;
    if (softplus && softplus->inputs[0] == mul.inputs[1 - i]) return softplus;
  }
  return nullptr;
}

bool match(const Graph& graph, NodeId id) { return softplus_of_other(graph, graph.node(id)) != nullptr; }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& mul = graph.node(id);
  const Node& softplus = *softplus_of_other(graph, mul);
  patch.replace(mul.outputs[0], patch.add("mish", {softplus.inputs[0]}, {}, common_scope(softplus, mul)));
  return {};
}

}  // namespace

constinit extern const Rule rule_fuse_mish{"fuse_mish", "mul", match, rewrite};

}  // namespace ponte::passes::recognize_fuse_mish
