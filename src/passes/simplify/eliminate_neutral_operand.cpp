// Before   y = x * 1, x / 1, x + 0, x - 0, x ^ 1
// After    x
// Needs    every element of the constant is the neutral one; it does not enlarge x
// Keeps    the name of an output; the sign of a zero may change

#include <algorithm>

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::simplify_eliminate_neutral_operand {

namespace {

// Larger constants are not worth the look.
constexpr int64_t kMaxElements = 1 << 16;

bool all_are(const Tensor& constant, double number) {
  if (constant.count() == 0 || constant.count() > kMaxElements) return false;
  return constant.to_doubles()[0] == number && std::ranges::count(constant.to_doubles(), number) == constant.count();
}

std::optional<ValueId> kept_operand(const Graph& graph, const Node& node) {
  auto operand = constant_operand(graph, node);
  if (!operand) return std::nullopt;
  bool commutes = node.is("mul") || node.is("add");
  if (operand->index == 0 && !commutes) return std::nullopt;
  double neutral = node.is("add") || node.is("sub") ? 0 : 1;
  const Shape &before = graph.value(operand->other).fact.shape, &after = graph.value(node.outputs[0]).fact.shape;
  // With a constant of one element an unknown size stays what it is.
  const Tensor& constant = *graph.value(operand->constant).constant;
  bool same_shape =
      constant.count() == 1 ? constant.dims().size() <= before.size() : all_known(after) && before == after;
  if (!same_shape || !all_are(constant, neutral)) return std::nullopt;
  return operand->other;
}

bool match(const Graph& graph, NodeId id) {
  auto kept = kept_operand(graph, graph.node(id));
  return kept && can_bypass(graph, graph.node(id).outputs[0], *kept);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  patch.replace(graph.node(id).outputs[0], *kept_operand(graph, graph.node(id)));
  return {};
}

}  // namespace

constinit extern const Rule rule_eliminate_neutral_operand{"eliminate_neutral_operand", "mul div add sub pow", match,
                                                           rewrite};

}  // namespace ponte::passes::simplify_eliminate_neutral_operand
