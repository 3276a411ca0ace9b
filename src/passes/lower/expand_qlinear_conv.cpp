// Before   y = qlinear_conv(x, w, …)
// After    y = quantize_linear(conv(dequantize_linear(x), dequantize_linear(w), bias * scale of x * scale of w))
// Needs    a reader of the graph that cannot take qlinear_conv; constant scales where there is a bias
// Keeps    name, dtype, shape and values of y, but for ties that floats round otherwise

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::lower_expand_qlinear_conv {

namespace {

enum Input { kX, kXScale, kXZero, kW, kWScale, kWZero, kYScale, kYZero, kBias };

bool has_bias(const Node& node) { return node.inputs.size() > kBias && node.inputs[kBias]; }

bool match(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  return !has_bias(node) || (constant_input(graph, node, kXScale) && constant_input(graph, node, kWScale));
}

ValueId add_bias(const Graph& graph, const Node& node, Patch& patch) {
  double x_scale = constant_input(graph, node, kXScale)->to_doubles()[0];
  std::vector<double> scales = constant_input(graph, node, kWScale)->to_doubles();
  for (double& scale : scales) scale *= x_scale;
  Dims dims = scales.size() == 1 ? Dims{} : Dims{static_cast<int64_t>(scales.size())};
  ValueId scale = patch.constant(tensor_from_doubles(scales, DType::f32, std::move(dims)), node.name + ".bias_scale");
  return patch.add("dequantize_linear", {node.inputs[kBias], scale}, {{"axis", int64_t{0}}}, node.name + ".bias");
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  auto input = [&](Input i) { return node.inputs[i]; };
  ValueId x = patch.add("dequantize_linear", {input(kX), input(kXScale), input(kXZero)}, {}, node.name + ".x");
  ValueId w = patch.add("dequantize_linear", {input(kW), input(kWScale), input(kWZero)}, {{"axis", int64_t{0}}},
                        node.name + ".w");
  std::vector<ValueId> operands{x, w};
  if (has_bias(node)) operands.push_back(add_bias(graph, node, patch));
  ValueId sum = patch.add("conv", std::move(operands), node.attrs, node.name + ".conv");
  patch.replace(node.outputs[0], patch.add("quantize_linear", {sum, input(kYScale), input(kYZero)}, {}, node.name));
  return {};
}

}  // namespace

constinit extern const Rule rule_expand_qlinear_conv{"expand_qlinear_conv", "qlinear_conv", match, rewrite};

}  // namespace ponte::passes::lower_expand_qlinear_conv
