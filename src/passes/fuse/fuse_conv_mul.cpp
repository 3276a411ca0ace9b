// Before   y = conv(x, w, b) * c, or / c     or conv_transpose
// After    y = conv(x, w * c, b * c)
// Needs    c is one number, or one per channel; the conv has one consumer and is no output of the graph; weight and
//          bias are float constants
// Keeps    name, dtype, shape of y; values within rounding

#include "passes/fuse/channels.h"
#include "passes/rule.h"

namespace ponte::passes::fuse_fuse_conv_mul {

namespace {

std::optional<std::vector<double>> channel_constant(const Graph& graph, const Node& node) {
  auto operand = constant_operand(graph, node);
  if (!operand || (node.is("div") && operand->index == 0)) return std::nullopt;
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
  if (node.is("div"))
    for (double& number : constant) number = 1 / number;
  const Node& conv = *absorbing_conv(graph, constant_operand(graph, node)->other);
  patch.replace(node.outputs[0], absorb(graph, conv, {.scale = std::move(constant), .offset = {}}, patch));
  return {};
}

}  // namespace

constinit extern const Rule rule_fuse_conv_mul{"fuse_conv_mul", "mul div", match, rewrite};

}  // namespace ponte::passes::fuse_fuse_conv_mul
