// Before   y = batch_norm(conv(x, w, b), scale, bias, mean, variance)     or conv_transpose
// After    y = conv(x, w * k, (b - mean) * k + bias)     k = scale / sqrt(variance + epsilon)
// Needs    the conv has one consumer and is no output of the graph; all parameters are float constants
// Keeps    name, dtype, shape of y; values within rounding: k is made in double, the product rounded once

#include "passes/fuse/channels.h"
#include "passes/rule.h"

namespace ponte::passes::fuse_fuse_conv_batch_norm {

namespace {

bool match(const Graph& graph, NodeId id) {
  const Node& norm = graph.node(id);
  return absorbing_conv(graph, norm.inputs[0]) && batch_norm_affine(graph, norm);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& norm = graph.node(id);
  const Node& conv = *absorbing_conv(graph, norm.inputs[0]);
  patch.replace(norm.outputs[0], absorb(graph, conv, *batch_norm_affine(graph, norm), patch));
  return {};
}

}  // namespace

constinit extern const Rule rule_fuse_conv_batch_norm{"fuse_conv_batch_norm", "batch_norm", match, rewrite};

}  // namespace ponte::passes::fuse_fuse_conv_batch_norm
