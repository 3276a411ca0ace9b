// Before   y = gelu(x){approximate}
// After    y = 0.5 * x * (1 + erf(x / sqrt(2))), or 0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))
// Needs    a format that cannot hold gelu
// Keeps    name, dtype, shape of y; values within rounding; fuse_gelu makes one operator of it again

#include <cmath>
#include <numbers>

#include "passes/rule.h"

namespace ponte::passes::lower_expand_gelu {

namespace {

class Expansion {
 public:
  Expansion(const Graph& graph, const Node& node, Patch& patch)
      : name_(node.name), patch_(patch), dtype_(graph.value(node.inputs[0]).fact.dtype) {}

  ValueId add(std::string_view op, std::vector<ValueId> inputs, std::string_view name) {
    return patch_.add(op, std::move(inputs), {}, fmt::format("{}.{}", name_, name));
  }
  ValueId number(double number, std::string_view name) {
    return patch_.constant(tensor_from_doubles({&number, 1}, dtype_, {}), fmt::format("{}.{}", name_, name));
  }

 private:
  const std::string& name_;
  Patch& patch_;
  DType dtype_;
};

ValueId by_erf(Expansion& to, ValueId x) {
  return to.add("erf", {to.add("div", {x, to.number(std::numbers::sqrt2, "sqrt2")}, "div")}, "erf");
}

ValueId by_tanh(Expansion& to, ValueId x) {
  ValueId cube = to.add("mul", {to.add("mul", {x, x}, "square"), x}, "cube");
  ValueId bent = to.add("mul", {cube, to.number(0.044715, "bend")}, "bent");
  ValueId sum = to.add("add", {x, bent}, "sum");
  ValueId scale = to.number(std::sqrt(2 / std::numbers::pi), "scale");
  return to.add("tanh", {to.add("mul", {sum, scale}, "scaled")}, "tanh");
}

bool match(const Graph&, NodeId) { return true; }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  ValueId x = node.inputs[0];
  Expansion to(graph, node, patch);
  ValueId bend = node.attrs.text("approximate") == "tanh" ? by_tanh(to, x) : by_erf(to, x);
  ValueId gate = to.add("add", {bend, to.number(1, "one")}, "add");
  ValueId gated = to.add("mul", {x, gate}, "gated");
  patch.replace(node.outputs[0], to.add("mul", {gated, to.number(0.5, "half")}, "mul"));
  return {};
}

}  // namespace

constinit extern const Rule rule_expand_gelu{"expand_gelu", "gelu", match, rewrite};

}  // namespace ponte::passes::lower_expand_gelu
