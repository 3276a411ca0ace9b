// Before   y = x * clip(x + 3, 0, 6) / 6, in any order, or x * hard_sigmoid(x){alpha = 1/6, beta = 0.5}
// After    y = hard_swish(x)
// Needs    nothing; inner nodes with other consumers stay for them
// Keeps    name, dtype, shape of y; values within rounding

#include "passes/recognize/product.h"
#include "passes/rule.h"

namespace ponte::passes::recognize_fuse_hard_swish {

namespace {

struct Found {
  ValueId x;
  const Node* gate;
};

std::optional<Found> find(const Graph& graph, const Node& last) {
  ValueId y = last.outputs[0];
  DType dtype = graph.value(y).fact.dtype;
  for (ValueId factor : product_of(graph, y).factors) {
    const Node* gate = graph.producer(factor);
    if (ValueId x = clipped_shift(graph, factor); x && is_product(graph, y, 1.0 / 6, {x, factor}, x))
      return Found{x, gate};
    if (!gate || !gate->is("hard_sigmoid")) continue;
    bool fits = nearly(gate->attrs.number("alpha"), 1.0 / 6, dtype) && nearly(gate->attrs.number("beta"), 0.5, dtype);
    if (ValueId x = gate->inputs[0]; fits && is_product(graph, y, 1, {x, factor}, x)) return Found{x, gate};
  }
  return std::nullopt;
}

bool match(const Graph& graph, NodeId id) { return find(graph, graph.node(id)).has_value(); }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& last = graph.node(id);
  Found found = *find(graph, last);
  patch.replace(last.outputs[0], patch.add("hard_swish", {found.x}, {}, common_scope(*found.gate, last)));
  return {};
}

}  // namespace

constinit extern const Rule rule_fuse_hard_swish{"fuse_hard_swish", "mul div", match, rewrite};

}  // namespace ponte::passes::recognize_fuse_hard_swish
