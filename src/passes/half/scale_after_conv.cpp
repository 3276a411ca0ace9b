// Before   y = batch_norm(conv(x, w, b), scale, bias, mean, variance)     or conv_transpose
// After    y = conv(x, w, b - mean + bias / k) * k     k = scale / sqrt(variance + epsilon)
// Needs    w is exact in half precision, and large enough that half of its bytes are worth a product; the conv has one
//          consumer and is no output of the graph; all parameters are float constants; y is no summand, because
//          convolutions that are added become one, with another weight
// Keeps    name, dtype, shape of y; values within rounding. Trained weights are saved in half precision: w * k is not
//          exact in it any more, w is. Where k is 0 the channel's weights become 0, and k 1

#include <algorithm>

#include "graph/halves.h"
#include "passes/fuse/channels.h"
#include "passes/rule.h"

namespace ponte::passes::half_scale_after_conv {

namespace {

// Smaller weights are kept in floats by the writer, and belong to the largest maps, where a product costs the most.
constexpr int64_t kSmall = 4096;

bool is_worth_it(const Graph& graph, const Node& conv) {
  const Tensor& weight = *graph.value(conv.inputs[1]).constant;
  return weight.dtype() == DType::f32 && weight.count() > kSmall && are_halves(weight);
}

bool is_summand(const Graph& graph, ValueId value) {
  return std::ranges::any_of(graph.value(value).consumers, [&](NodeId id) { return graph.node(id).is("add"); });
}

bool match(const Graph& graph, NodeId id) {
  const Node& norm = graph.node(id);
  const Node* conv = absorbing_conv(graph, norm.inputs[0]);
  return conv && batch_norm_affine(graph, norm) && !is_summand(graph, norm.outputs[0]) && is_worth_it(graph, *conv);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& norm = graph.node(id);
  const Node& conv = *absorbing_conv(graph, norm.inputs[0]);
  ChannelAffine affine = *batch_norm_affine(graph, norm);
  std::vector<double> factor = affine.scale;
  bool has_dead = false;
  for (size_t i = 0; i < factor.size(); ++i) {
    bool is_dead = factor[i] == 0;
    has_dead |= is_dead;
    affine.scale[i] = is_dead ? 0 : 1;
    if (is_dead) factor[i] = 1;
    affine.offset[i] /= factor[i];
  }
  if (!has_dead) affine.scale.clear();
  Dims dims(graph.value(norm.outputs[0]).fact.shape.size() - 1, 1);
  dims[0] = static_cast<int64_t>(factor.size());
  ValueId scale = patch.constant(tensor_from_doubles(factor, DType::f32, std::move(dims)), norm.name + ".factor");
  patch.replace(norm.outputs[0], patch.add("mul", {absorb(graph, conv, affine, patch), scale}, {}, norm.name));
  return {};
}

}  // namespace

constinit extern const Rule rule_scale_after_conv{"scale_after_conv", "batch_norm", match, rewrite};

}  // namespace ponte::passes::half_scale_after_conv
