// Before   y1 = op(x…){a}; y2 = op(x…){a}
// After    y1 for both
// Needs    the same operator and attributes; inputs are the same values, or small constants of equal bytes; not both
//          values are outputs of the graph
// Keeps    values; the name of an output

#include <algorithm>

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::simplify_merge_equal_nodes {

namespace {

// Of values with more consumers not all pairs are tried, larger constants are not compared.
constexpr size_t kMaxConsumers = 32, kMaxBytes = 1024;

bool same_input(const Graph& graph, ValueId a, ValueId b) {
  if (a == b) return true;
  if (!a || !b) return false;
  const auto &x = graph.value(a).constant, &y = graph.value(b).constant;
  return x && y && x->bytes().size() <= kMaxBytes && *x == *y;
}

bool computes_the_same(const Graph& graph, const Node& a, const Node& b) {
  return a.op == b.op && a.outputs.size() == b.outputs.size() && a.attrs == b.attrs &&
         std::ranges::equal(a.inputs, b.inputs, [&](ValueId x, ValueId y) { return same_input(graph, x, y); });
}

// Another node that this one can stand in for.
const Node* twin(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  auto varies = std::ranges::find_if(node.inputs, [&](ValueId x) { return x && !graph.value(x).is_constant(); });
  if (varies == node.inputs.end()) return nullptr;
  const auto& consumers = graph.value(*varies).consumers;
  if (consumers.size() < 2 || consumers.size() > kMaxConsumers) return nullptr;
  for (NodeId other_id : consumers) {
    const Node& other = graph.node(other_id);
    if (other_id == id || !computes_the_same(graph, node, other)) continue;
    bool free = std::ranges::equal(node.outputs, other.outputs,
                                   [&](ValueId own, ValueId others) { return can_bypass(graph, others, own); });
    if (free) return &other;
  }
  return nullptr;
}

bool match(const Graph& graph, NodeId id) { return twin(graph, id) != nullptr; }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& other = *twin(graph, id);
  for (size_t i = 0; i < other.outputs.size(); ++i) patch.replace(other.outputs[i], graph.node(id).outputs[i]);
  return {};
}

}  // namespace

constinit extern const Rule rule_merge_equal_nodes{"merge_equal_nodes", "", match, rewrite};

}  // namespace ponte::passes::simplify_merge_equal_nodes
