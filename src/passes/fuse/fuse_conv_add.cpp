// Before   y = conv(x, w, b) + c, or - c, or c -     or conv_transpose
// After    y = conv(x, w, b + c)
// Needs    c is one number, or one per channel; the conv has one consumer and is no output of the graph; weight and
//          bias are float constants
// Keeps    name, dtype, shape of y; values within rounding

#include "passes/fuse/channels.h"
#include "passes/rule.h"

namespace ponte::passes::fuse_fuse_conv_add {

namespace {

std::optional<std::vector<double>> channel_constant(const Graph& graph, const Node& node) {
  auto operand = constant_operand(graph, node);
  if (!operand) return std::nullopt;
  return per_channel(*graph.value(operand->constant).constant, graph.value(operand->other).fact.shape);
}

bool match(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  auto operand = constant_operand(graph, node);
  return operand && absorbing_conv(graph, operand->other) && channel_constant(graph, node);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  std::vector<double> constant = *channel_constant(graph, node);
  const ConstantOperand operand = *constant_operand(graph, node);
  ChannelAffine affine{.scale = {}, .offset = std::move(constant)};
  if (node.is("sub") && operand.index == 1)
    for (double& number : affine.offset) number = -number;
  if (node.is("sub") && operand.index == 0) affine.scale.assign(affine.offset.size(), -1.0);
  patch.replace(node.outputs[0], absorb(graph, *absorbing_conv(graph, operand.other), affine, patch));
  return {};
}

}  // namespace

constinit extern const Rule rule_fuse_conv_add{"fuse_conv_add", "add sub", match, rewrite};

}  // namespace ponte::passes::fuse_fuse_conv_add
