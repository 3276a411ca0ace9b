// Conv2D, and the forms of a convolution that Keras has other classes for or runs badly: depthwise ones, and groups,
// which TensorFlow runs through XLA twenty times slower than side by side.

#include "formats/keras/read/window_reader.h"
#include "formats/keras/weights/parameters.h"
#include "formats/keras/write/layer_writer.h"
#include "formats/keras/write/windows.h"
#include "graph/evaluate/evaluate_move.h"

namespace ponte::keras::layers_conv2d {

namespace {

struct Convolution {
  Tensor weight;  // (out, in / groups, height, width)
  std::optional<Tensor> bias;
  Window2d window;
  int64_t groups = 1;
  std::string activation = "linear";
};

Result<Convolution> convolution_of(LayerWriter& node) {
  if (node.shape(0).size() != 4) return unsupported("a convolution over {} axes", node.shape(0).size() - 2);
  Convolution conv;
  TRY_ASSIGN(conv.weight, node.need_constant(1, "a weight"));
  if (node.has_input(2)) {
    TRY_ASSIGN(Tensor bias, node.need_constant(2, "a bias"));
    conv.bias = std::move(bias);
  }
  const Dims& dims = conv.weight.dims();
  conv.window = {{dims[2], dims[3]},
                 node.attrs().integers("strides"),
                 node.attrs().integers("pads"),
                 node.attrs().integers("dilations")};
  conv.groups = node.attrs().integer("groups");
  return conv;
}

void write_window(CallWriter& call, const Convolution& conv) {
  Json& config = call.config();
  config.key("kernel_size").json(pair_json(conv.window.kernel));
  if (conv.window.strides != Dims{1, 1}) config.key("strides").json(pair_json(conv.window.strides));
  if (conv.window.dilations != Dims{1, 1}) config.key("dilation_rate").json(pair_json(conv.window.dilations));
  config.member("padding", is_same_padding(conv.window) && has_padding(conv.window.pads) ? "same" : "valid");
  config.member("use_bias", conv.bias.has_value());
  if (conv.activation != "linear") config.member("activation", conv.activation);
}

/// 0, 1, 2, … as the only kernel: the expectation of a distribution over bins, which is not learned.
bool counts_bins(const Convolution& conv) {
  if (conv.bias || conv.weight.dims()[0] != 1 || conv.weight.count() < 2 || conv.weight.count() > 64) return false;
  std::vector<float> values = conv.weight.to_floats();
  for (size_t i = 0; i < values.size(); ++i)
    if (values[i] != static_cast<float>(i)) return false;
  return true;
}

void add_weights(CallWriter& call, const Convolution& conv, const Dims& perm) {
  call.weight(reorder(conv.weight.dims(), perm), fill_transposed(conv.weight, perm));
  if (conv.bias) call.weight(conv.bias->dims(), fill_as_is(*conv.bias));
}

void write_conv(CallWriter& call, const Convolution& conv) {
  call.config().member("filters", conv.weight.dims()[0]);
  write_window(call, conv);
  // Drawing random kernels that are overwritten at once takes JAX ten seconds.
  call.config().member("kernel_initializer", "zeros");
  if (counts_bins(conv)) call.config().member("trainable", false);
  add_weights(call, conv, kernel_perm(4));
}

/// (channels * multiplier, 1, height, width) to (height, width, channels, multiplier).
Result<> write_depthwise(LayerWriter& node, TensorRef input, const Convolution& conv, int64_t channels) {
  CallWriter call = node.layer("DepthwiseConv2D");
  const Dims& dims = conv.weight.dims();
  call.config().member("depth_multiplier", dims[0] / channels);
  write_window(call, conv);
  call.config().member("depthwise_initializer", "zeros");
  Convolution turned = conv;
  TRY_ASSIGN(turned.weight, conv.weight.reshape({channels, dims[0] / channels, dims[2], dims[3]}));
  add_weights(call, turned, {2, 3, 0, 1});
  return node.finish(call.tensor(input));
}

std::string channels_key(int64_t begin, int64_t end) {
  return fmt::format(
      R"([{{"class_name":"__ellipsis__","config":{{}}}},{{"class_name":"__slice__","config":{{"start":{},"stop":{},"step":null}}}}])",
      begin, end);
}

Result<> write_groups(LayerWriter& node, TensorRef input, const Convolution& conv, const Shape& input_shape,
                      const Shape& output_shape) {
  const Dims& dims = conv.weight.dims();
  int64_t outputs = dims[0] / conv.groups, inputs = dims[1];
  std::vector<TensorRef> parts;
  for (int64_t g = 0; g < conv.groups; ++g) {
    Shape in = input_shape, out = output_shape;
    in.back() = Dim(inputs);
    out.back() = Dim(outputs);
    CallWriter slice = node.operation("GetItem", "numpy", fmt::format(".channels.{}", g));
    TRY_ASSIGN(TensorRef channels, slice.tensor(input).json(channels_key(g * inputs, (g + 1) * inputs)).finish(in));
    Convolution one = conv;
    one.groups = 1;
    one.weight = part(conv.weight, 0, g * outputs, outputs);
    if (conv.bias) one.bias = part(*conv.bias, 0, g * outputs, outputs);
    CallWriter call = node.layer("Conv2D", fmt::format(".group.{}", g));
    write_conv(call, one);
    TRY_ASSIGN(TensorRef result, call.tensor(channels).finish(out));
    parts.push_back(result);
  }
  CallWriter call = node.layer("Concatenate");
  call.config().member("axis", -1);
  return node.finish(call.tensors(parts));
}

Result<> write(LayerWriter& node) {
  TRY_ASSIGN(Convolution conv, convolution_of(node));
  TRY_ASSIGN(TensorRef input, node.input(0));
  Shape shape = node.shape(0);
  conv.activation = node.absorb_activation();
  if (!is_same_padding(conv.window)) {
    TRY_ASSIGN(input, pad_with_zeros(node, input, shape, conv.window.pads));
    for (size_t i = 0; i < 2; ++i)
      if (shape[i + 1].known()) shape[i + 1].size += conv.window.pads[i] + conv.window.pads[i + 2];
  }
  const Dims& dims = conv.weight.dims();
  if (conv.groups == 1) {
    CallWriter call = node.layer("Conv2D");
    write_conv(call, conv);
    return node.finish(call.tensor(input));
  }
  // Keras' depthwise layers have one stride for both axes.
  bool even = conv.window.strides[0] == conv.window.strides[1];
  if (dims[1] == 1 && even) return write_depthwise(node, input, conv, conv.groups);
  return write_groups(node, input, conv, shape, node.output_fact().shape);
}

Result<> read(LayerReader& call) { return read_convolution(call, 2); }

}  // namespace

constinit extern const KerasLayer layer_conv2d{
    .class_name = "Conv2D", .module = "keras.layers", .ir = "conv", .read = read, .write = write};

}  // namespace ponte::keras::layers_conv2d
