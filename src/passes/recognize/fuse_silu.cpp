// Before   y = x * sigmoid(x)
// After    y = silu(x)
// Needs    nothing; a sigmoid with other consumers stays for them
// Keeps    name, dtype, shape and values of y

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::recognize_fuse_silu {

namespace {

const Node* sigmoid_of_other(const Graph& graph, const Node& mul) {
  for (size_t i : {size_t{0}, size_t{1}}) {
    const Node* sigmoid = producer_of(graph, mul.inputs[i], "sigmoid");
    if (sigmoid && sigmoid->inputs[0] == mul.inputs[1 - i]) return sigmoid;
  }
  return nullptr;
}

bool match(const Graph& graph, NodeId id) { return sigmoid_of_other(graph, graph.node(id)) != nullptr; }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& mul = graph.node(id);
  const Node& sigmoid = *sigmoid_of_other(graph, mul);
  patch.replace(mul.outputs[0], patch.add("silu", {sigmoid.inputs[0]}, {}, common_scope(sigmoid, mul)));
  return {};
}

}  // namespace

constinit extern const Rule rule_fuse_silu{"fuse_silu", "mul", match, rewrite};

}  // namespace ponte::passes::recognize_fuse_silu
