// Before   y = layer_norm(x, scale, bias){axis, epsilon}
// After    d = x - mean(x); y = d / sqrt(mean(d * d) + epsilon) * scale + bias     means over axis and all after it
// Needs    a format that cannot hold layer_norm
// Keeps    name, dtype, shape of y; values within rounding

#include <numeric>

#include "passes/rule.h"

namespace ponte::passes::lower_expand_layer_norm {

namespace {

bool match(const Graph&, NodeId) { return true; }

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  const Fact& fact = graph.value(node.inputs[0]).fact;
  int64_t axis = node.attrs.integer("axis");
  Dims axes(fact.shape.size() - static_cast<size_t>(axis));
  std::iota(axes.begin(), axes.end(), axis);
  auto add = [&](std::string_view op, std::vector<ValueId> inputs, std::string_view name, Attrs attrs = {}) {
    return patch.add(op, std::move(inputs), std::move(attrs), fmt::format("{}.{}", node.name, name));
  };
  Attrs over_axes{{"axes", axes}, {"keep_dims", true}};
  double epsilon = node.attrs.number("epsilon");
  ValueId mean = add("reduce_mean", {node.inputs[0]}, "mean", over_axes);
  ValueId centred = add("sub", {node.inputs[0], mean}, "centred");
  ValueId variance = add("reduce_mean", {add("mul", {centred, centred}, "square")}, "variance", over_axes);
  ValueId least = patch.constant(tensor_from_doubles({&epsilon, 1}, fact.dtype, {}), node.name + ".epsilon");
  ValueId deviation = add("sqrt", {add("add", {variance, least}, "add")}, "deviation");
  ValueId y = add("mul", {add("div", {centred, deviation}, "div"), node.inputs[1]}, "scaled");
  if (node.inputs.size() > 2 && node.inputs[2]) y = add("add", {y, node.inputs[2]}, "shifted");
  patch.replace(node.outputs[0], y);
  return {};
}

}  // namespace

constinit extern const Rule rule_expand_layer_norm{"expand_layer_norm", "layer_norm", match, rewrite};

}  // namespace ponte::passes::lower_expand_layer_norm
