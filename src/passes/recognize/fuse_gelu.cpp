// Before   y = 0.5 * x * (1 + erf(x / sqrt(2))), in any order,
//          or y = 0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))
// After    y = gelu(x){approximate = none}, or tanh
// Needs    nothing; inner nodes with other consumers stay for them
// Keeps    name, dtype, shape of y; values within rounding

#include <cmath>
#include <numbers>

#include "passes/recognize/product.h"
#include "passes/rule.h"

namespace ponte::passes::recognize_fuse_gelu {

namespace {

struct Found {
  ValueId x;
  const Node* inner;
  std::string_view approximate;
};

// x, when the argument is x / sqrt(2).
ValueId erf_input(const Graph& graph, ValueId argument) {
  const Node* node = graph.producer(argument);
  auto operand = node ? constant_operand(graph, *node) : std::nullopt;
  if (!operand) return {};
  ValueId x = operand->other;
  return is_product(graph, argument, 1 / std::numbers::sqrt2, {x}, x) ? x : ValueId{};
}

// x, when the argument is sqrt(2 / pi) * (x + 0.044715 * x^3).
ValueId tanh_input(const Graph& graph, ValueId argument) {
  Product product = product_of(graph, argument);
  if (product.factors.size() != 1) return {};
  ValueId sum = product.factors[0];
  const Node* add = producer_of(graph, sum, "add");
  if (!add || !is_product(graph, argument, std::sqrt(2 / std::numbers::pi), {sum}, sum)) return {};
  for (size_t i : {size_t{0}, size_t{1}}) {
    ValueId x = add->inputs[i];
    if (is_product(graph, add->inputs[1 - i], 0.044715, {x, x, x}, x)) return x;
  }
  return {};
}

std::optional<Found> find(const Graph& graph, const Node& last) {
  ValueId y = last.outputs[0];
  for (ValueId factor : product_of(graph, y).factors) {
    ValueId inner = sum_with(graph, factor, 1);
    if (!inner) continue;
    Found found;
    if (const Node* erf = producer_of(graph, inner, "erf")) {
      found = {erf_input(graph, erf->inputs[0]), erf, "none"};
    } else if (const Node* tanh = producer_of(graph, inner, "tanh")) {
      found = {tanh_input(graph, tanh->inputs[0]), tanh, "tanh"};
    }
    if (found.x && is_product(graph, y, 0.5, {found.x, factor}, found.x)) return found;
  }
  return std::nullopt;
}

bool match(const Graph& graph, NodeId id) { return find(graph, graph.node(id)).has_value(); }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& last = graph.node(id);
  Found found = *find(graph, last);
  Attrs attrs{{"approximate", std::string(found.approximate)}};
  patch.replace(last.outputs[0], patch.add("gelu", {found.x}, std::move(attrs), common_scope(*found.inner, last)));
  return {};
}

}  // namespace

constinit extern const Rule rule_fuse_gelu{"fuse_gelu", "mul div", match, rewrite};

}  // namespace ponte::passes::recognize_fuse_gelu
