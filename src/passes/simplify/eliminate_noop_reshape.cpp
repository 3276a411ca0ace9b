// Before   y = reshape(x, shape), and so flatten, squeeze, unsqueeze, expand, tile
// After    x
// Needs    x surely has the shape already: sizes are equal numbers or names; but where the number of elements cannot
//          change, one may be unknown
// Keeps    the name of an output

#include <algorithm>

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::simplify_eliminate_noop_reshape {

namespace {

// Equal element counts decide one unknown size, unless another is 0.
bool equal_but_for_one(const Shape& a, const Shape& b) {
  return a == b && std::ranges::count(a, Dim()) <= 1 && !std::ranges::count(a, Dim(0));
}

bool match(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  const Shape &before = graph.value(node.inputs[0]).fact.shape, &after = graph.value(node.outputs[0]).fact.shape;
  bool repeats = node.is("expand") || node.is("tile");
  bool same = surely_equal(before, after) || (!repeats && equal_but_for_one(before, after));
  return same && can_bypass(graph, id);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  patch.replace(node.outputs[0], node.inputs[0]);
  return {};
}

}  // namespace

constinit extern const Rule rule_eliminate_noop_reshape{
    "eliminate_noop_reshape", "reshape flatten squeeze unsqueeze expand tile", match, rewrite};

}  // namespace ponte::passes::simplify_eliminate_noop_reshape
