// Before   y = conv(x, w1, b1) + conv(x, w2, b2), or conv(x, w1, b1) + batch_norm(x, …)
// After    y = conv(x, w1 + w2, b1 + b2)     the smaller kernel is padded with zeros; a batch_norm is a kernel of one
//          tap with scale / sqrt(variance + epsilon) on its diagonal
// Needs    strides and groups are equal, and so are dilations where they matter; every tap of one kernel falls on a
//          tap of the other; the batch_norm's convolution has stride 1 and keeps shape and channels; each summand has
//          one consumer and is no output of the graph; all parameters are float constants
// Keeps    name of the larger convolution, name, dtype, shape of y; values within rounding

#include <algorithm>

#include "passes/fuse/channels.h"
#include "passes/rule.h"

namespace ponte::passes::fuse_merge_parallel_convs {

namespace {

// A kernel along one axis: tap t reads the input at step * t - pad_begin.
struct Axis {
  int64_t kernel, step, pad_begin, pad_end;
};

std::vector<Axis> axes_of(const Node& conv, const Tensor& weight) {
  const Dims &pads = conv.attrs.integers("pads"), &dilations = conv.attrs.integers("dilations");
  size_t rank = weight.dims().size() - 2;
  std::vector<Axis> axes;
  for (size_t i = 0; i < rank; ++i) axes.push_back({weight.dims()[i + 2], dilations[i], pads[i], pads[i + rank]});
  return axes;
}

// The taps of `outer` that the first tap of `inner` falls on; nothing when not every tap has its own, or when the
// outputs differ in size.
std::optional<Dims> place_in(const std::vector<Axis>& outer, const std::vector<Axis>& inner) {
  Dims start;
  for (size_t i = 0; i < outer.size(); ++i) {
    const Axis &a = outer[i], &b = inner[i];
    int64_t shift = a.pad_begin - b.pad_begin, grown = a.pad_end - b.pad_end;
    int64_t longer = a.step * (a.kernel - 1) - b.step * (b.kernel - 1);
    bool fits = (b.kernel == 1 || a.step == b.step) && shift % a.step == 0 && shift + grown == longer;
    if (!fits || shift < 0 || shift / a.step > a.kernel - b.kernel) return std::nullopt;
    start.push_back(shift / a.step);
  }
  return start;
}

// What is added to `conv`: another convolution, or a batch_norm.
struct Merge {
  const Node *conv, *other;
  Dims start;
};

const Tensor& weight_of(const Graph& graph, const Node& conv) { return *graph.value(conv.inputs[1]).constant; }

std::optional<Dims> conv_place(const Graph& graph, const Node& outer, const Node& inner) {
  const Tensor &a = weight_of(graph, outer), &b = weight_of(graph, inner);
  if (outer.attrs.integers("strides") != inner.attrs.integers("strides") ||
      outer.attrs.integer("groups") != inner.attrs.integer("groups") || a.dims().size() != b.dims().size() ||
      a.dims()[0] != b.dims()[0] || a.dims()[1] != b.dims()[1] || a.dtype() != b.dtype())
    return std::nullopt;
  return place_in(axes_of(outer, a), axes_of(inner, b));
}

std::optional<Dims> norm_place(const Graph& graph, const Node& conv, const Node& norm) {
  const Tensor& weight = weight_of(graph, conv);
  const Dims &dims = weight.dims(), &strides = conv.attrs.integers("strides");
  if (dims[0] != dims[1] * conv.attrs.integer("groups") || strides != Dims(strides.size(), 1)) return std::nullopt;
  auto affine = batch_norm_affine(graph, norm);
  if (!has_one_use(graph, norm.outputs[0]) || !affine || static_cast<int64_t>(affine->scale.size()) != dims[0])
    return std::nullopt;
  return place_in(axes_of(conv, weight), std::vector<Axis>(dims.size() - 2, Axis{1, 1, 0, 0}));
}

std::optional<Merge> find(const Graph& graph, const Node& add) {
  for (size_t i : {size_t{0}, size_t{1}}) {
    const Node *conv = absorbing_conv(graph, add.inputs[i]), *other = graph.producer(add.inputs[1 - i]);
    if (!conv || !conv->is("conv") || !other || conv == other || conv->inputs[0] != other->inputs[0]) continue;
    std::optional<Dims> start;
    if (other->is("conv") && absorbing_conv(graph, add.inputs[1 - i])) start = conv_place(graph, *conv, *other);
    if (other->is("batch_norm")) start = norm_place(graph, *conv, *other);
    if (start) return Merge{conv, other, std::move(*start)};
  }
  return std::nullopt;
}

bool match(const Graph& graph, NodeId id) { return find(graph, graph.node(id)).has_value(); }

// Adds kernels of `dims` to larger ones of `outer_dims`, the first tap at `start`.
void add_kernels(std::vector<double>& outer, const Dims& outer_dims, const std::vector<double>& inner, const Dims& dims,
                 const Dims& start) {
  for (size_t i = 0; i < inner.size(); ++i) {
    size_t rest = i, place = 0, stride = 1;
    for (size_t axis = dims.size(); axis-- > 0; stride *= static_cast<size_t>(outer_dims[axis])) {
      size_t coordinate = rest % static_cast<size_t>(dims[axis]);
      rest /= static_cast<size_t>(dims[axis]);
      place += (coordinate + (axis < 2 ? 0 : static_cast<size_t>(start[axis - 2]))) * stride;
    }
    outer[place] += inner[i];
  }
}

// A batch_norm's factors as one-tap kernels.
Tensor diagonal(const std::vector<double>& scale, const Dims& outer_dims) {
  Dims dims(outer_dims.size(), 1);
  dims[0] = outer_dims[0];
  dims[1] = outer_dims[1];
  std::vector<double> kernels(static_cast<size_t>(dims[0] * dims[1]));
  for (size_t out = 0; out < scale.size(); ++out)
    kernels[out * static_cast<size_t>(dims[1]) + out % static_cast<size_t>(dims[1])] = scale[out];
  return Tensor::of<double>(std::move(kernels), std::move(dims));
}

Tensor summed_weight(const Tensor& outer, const Tensor& inner, const Dims& start) {
  std::vector<double> sum = outer.to_doubles();
  add_kernels(sum, outer.dims(), inner.to_doubles(), inner.dims(), start);
  return tensor_from_doubles(sum, outer.dtype(), outer.dims());
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& add = graph.node(id);
  const Merge merge = *find(graph, add);
  const Tensor& weight = weight_of(graph, *merge.conv);
  Tensor other_weight;
  std::vector<double> other_bias;
  if (merge.other->is("conv")) {
    other_weight = weight_of(graph, *merge.other);
    other_bias = bias_of(graph, *merge.other);
  } else {
    ChannelAffine affine = *batch_norm_affine(graph, *merge.other);
    other_weight = diagonal(affine.scale, weight.dims());
    other_bias = std::move(affine.offset);
  }
  std::vector<double> bias = bias_of(graph, *merge.conv);
  bias.resize(std::max(bias.size(), other_bias.size()));
  for (size_t i = 0; i < other_bias.size(); ++i) bias[i] += other_bias[i];
  patch.replace(add.outputs[0],
                with_parameters(graph, *merge.conv, summed_weight(weight, other_weight, merge.start), bias, patch));
  return {};
}

}  // namespace

constinit extern const Rule rule_merge_parallel_convs{"merge_parallel_convs", "add", match, rewrite};

}  // namespace ponte::passes::fuse_merge_parallel_convs
