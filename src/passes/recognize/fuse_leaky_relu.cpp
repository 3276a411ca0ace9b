// Before   y = max(x, alpha * x)
// After    y = leaky_relu(x){alpha}
// Needs    0 <= alpha <= 1; floats
// Keeps    name, dtype, shape and values of y

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::recognize_fuse_leaky_relu {

namespace {

struct Found {
  const Node* mul;
  ValueId x;
  double alpha;
};

std::optional<Found> find(const Graph& graph, const Node& max) {
  for (size_t i : {size_t{0}, size_t{1}}) {
    const Node* mul = producer_of(graph, max.inputs[i], "mul");
    auto operand = mul ? constant_operand(graph, *mul) : std::nullopt;
    auto alpha = operand ? scalar_constant(graph, operand->constant) : std::nullopt;
    if (alpha && *alpha >= 0 && *alpha <= 1 && operand->other == max.inputs[1 - i] &&
        is_float(graph.value(operand->other).fact.dtype))
      return Found{mul, operand->other, *alpha};
  }
  return std::nullopt;
}

bool match(const Graph& graph, NodeId id) { return find(graph, graph.node(id)).has_value(); }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& max = graph.node(id);
  Found found = *find(graph, max);
  Attrs attrs{{"alpha", found.alpha}};
  patch.replace(max.outputs[0], patch.add("leaky_relu", {found.x}, std::move(attrs), common_scope(*found.mul, max)));
  return {};
}

}  // namespace

constinit extern const Rule rule_fuse_leaky_relu{"fuse_leaky_relu", "max", match, rewrite};

}  // namespace ponte::passes::recognize_fuse_leaky_relu
