// Before   y = conv(concat(…, resize(x), …), w, b), a 1x1 convolution of an enlarged map and others
// After    y = conv(concat(…), w of the others, b) + resize(conv(x, w of x))
// Needs    float32 constants; whole factors of height and width, the nearest element; nobody but 1x1 convolutions
//          reads the concat, and they give no more channels than the enlarged map has: what is enlarged afterwards is
//          not more than before
// Keeps    name, dtype, shape of y; values within rounding: a 1x1 convolution sees one element at a time. Of a map that
//          becomes twice as high and wide it does a quarter of the work, and the concat copies nothing

#include <algorithm>

#include "passes/fuse/channels.h"
#include "passes/rule.h"

namespace ponte::passes::xnnpack_conv_before_upsample {

namespace {

constexpr int64_t kChannels = 1;  // the axis

/// How often each element of a map is repeated in height and width; nothing where more is done.
std::optional<std::vector<float>> factors_of(const Graph& graph, const Node& resize) {
  const Shape &from = graph.value(resize.inputs[0]).fact.shape, &to = graph.value(resize.outputs[0]).fact.shape;
  if (resize.attrs.text("mode") != "nearest" || from.size() != 4 || from[0] != to[0] || from[1] != to[1])
    return std::nullopt;
  std::vector<float> factors{1, 1};
  for (size_t axis = 2; axis < 4; ++axis) {
    if (!from[axis].known() || !to[axis].known() || from[axis].size < 1 || to[axis].size % from[axis].size != 0)
      return std::nullopt;
    factors.push_back(static_cast<float>(to[axis].size / from[axis].size));
  }
  return factors;
}

/// The first input of a concat that is an enlarged map which nobody else reads.
std::optional<size_t> upsampled_input(const Graph& graph, const Node& concat) {
  for (size_t i = 0; i < concat.inputs.size(); ++i) {
    const Node* resize = producer_of(graph, concat.inputs[i], "resize");
    if (resize && has_one_use(graph, concat.inputs[i]) && factors_of(graph, *resize)) return i;
  }
  return std::nullopt;
}

/// Of all readers together; nothing when one is not a 1x1 convolution of this value.
std::optional<int64_t> channels_of_readers(const Graph& graph, ValueId value) {
  if (graph.is_output(value)) return std::nullopt;
  int64_t channels = 0;
  for (NodeId id : graph.value(value).consumers) {
    const Node& reader = graph.node(id);
    if (reader.inputs[0] != value || !is_pointwise(graph, reader)) return std::nullopt;
    channels += constant_input(graph, reader, 1)->dims()[0];
  }
  return channels;
}

bool match(const Graph& graph, NodeId id) {
  const Node& conv = graph.node(id);
  const Node* concat = producer_of(graph, conv.inputs[0], "concat");
  if (!concat || concat->attrs.integer("axis") != kChannels || concat->inputs.size() < 2) return false;
  bool all_known = std::ranges::all_of(concat->inputs, [&](ValueId input) {
    const Shape& shape = graph.value(input).fact.shape;
    return shape.size() == 4 && shape[kChannels].known();
  });
  auto upsampled = all_known ? upsampled_input(graph, *concat) : std::nullopt;
  auto given = upsampled ? channels_of_readers(graph, conv.inputs[0]) : std::nullopt;
  return given && *given <= graph.value(concat->inputs[*upsampled]).fact.shape[kChannels].size;
}

struct Cut {
  Tensor inside, outside;
};

/// What a 1x1 kernel has for the channels [begin, end), and for all others.
Cut cut(const Tensor& weight, int64_t begin, int64_t end) {
  std::vector<float> all = weight.to_floats(), inside, outside;
  int64_t rows = weight.dims()[0], columns = weight.dims()[1];
  for (auto row = all.begin(); row != all.end(); row += columns) {
    inside.insert(inside.end(), row + begin, row + end);
    outside.insert(outside.end(), row, row + begin);
    outside.insert(outside.end(), row + end, row + columns);
  }
  return {Tensor::of(std::move(inside), {rows, end - begin, 1, 1}),
          Tensor::of(std::move(outside), {rows, columns - (end - begin), 1, 1})};
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& conv = graph.node(id);
  const Node& concat = *graph.producer(conv.inputs[0]);
  size_t upsampled = *upsampled_input(graph, concat);
  const Node& resize = *graph.producer(concat.inputs[upsampled]);
  auto channels = [&](size_t i) { return graph.value(concat.inputs[i]).fact.shape[kChannels].size; };
  int64_t begin = 0;
  for (size_t i = 0; i < upsampled; ++i) begin += channels(i);
  Cut weights = cut(*constant_input(graph, conv, 1), begin, begin + channels(upsampled));

  std::string small = conv.name + ".small", rest = conv.name + ".rest";
  ValueId of_small = patch.add("conv", {resize.inputs[0], patch.constant(std::move(weights.inside), small + ".weight")},
                               conv.attrs, small);
  ValueId factors = patch.constant(Tensor::of(*factors_of(graph, resize), {4}), small + ".factors");
  ValueId enlarged = patch.add("resize", {of_small, factors}, resize.attrs, small + ".upsampled");
  std::vector<ValueId> others = concat.inputs, rest_inputs = conv.inputs;
  others.erase(others.begin() + static_cast<ptrdiff_t>(upsampled));
  rest_inputs[0] =
      others.size() == 1 ? others[0] : patch.add("concat", std::move(others), concat.attrs, rest + ".concat");
  rest_inputs[1] = patch.constant(std::move(weights.outside), rest + ".weight");
  ValueId of_rest = patch.add("conv", std::move(rest_inputs), conv.attrs, rest);
  patch.replace(conv.outputs[0], patch.add("add", {of_rest, enlarged}, {}, conv.name));
  return {};
}

}  // namespace

constinit extern const Rule rule_conv_before_upsample{"conv_before_upsample", "conv", match, rewrite};

}  // namespace ponte::passes::xnnpack_conv_before_upsample
