// Before   y = clip(x + 3, 0, 6) / 6
// After    y = hard_sigmoid(x){alpha = 1/6, beta = 0.5}
// Needs    nothing; inner nodes with other consumers stay for them
// Keeps    name, dtype, shape of y; values within rounding

#include "passes/recognize/product.h"
#include "passes/rule.h"

namespace ponte::passes::recognize_fuse_hard_sigmoid {

namespace {

ValueId input_of(const Graph& graph, const Node& last) {
  Product product = product_of(graph, last.outputs[0]);
  if (product.factors.size() != 1) return {};
  ValueId clipped = product.factors[0];
  return is_product(graph, last.outputs[0], 1.0 / 6, {clipped}, clipped) ? clipped_shift(graph, clipped) : ValueId{};
}

bool match(const Graph& graph, NodeId id) { return bool(input_of(graph, graph.node(id))); }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& last = graph.node(id);
  ValueId x = input_of(graph, last);
  const Node& clip = *graph.producer(product_of(graph, last.outputs[0]).factors[0]);
  Attrs attrs{{"alpha", 1.0 / 6}, {"beta", 0.5}};
  patch.replace(last.outputs[0], patch.add("hard_sigmoid", {x}, std::move(attrs), common_scope(clip, last)));
  return {};
}

}  // namespace

constinit extern const Rule rule_fuse_hard_sigmoid{"fuse_hard_sigmoid", "mul div", match, rewrite};

}  // namespace ponte::passes::recognize_fuse_hard_sigmoid
