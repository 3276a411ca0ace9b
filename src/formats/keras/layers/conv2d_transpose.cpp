#include "formats/keras/read/window_reader.h"
#include "formats/keras/weights/parameters.h"
#include "formats/keras/write/layer_writer.h"
#include "formats/keras/write/windows.h"

namespace ponte::keras::layers_conv2d_transpose {

namespace {

/// Keras' "valid" gives size * stride + max(kernel - stride, 0); what padding and a short kernel leave out of it is cut
/// off afterwards.
Result<> write(LayerWriter& node) {
  const Attrs& attrs = node.attrs();
  if (node.shape(0).size() != 4) return unsupported("a transposed convolution over {} axes", node.shape(0).size() - 2);
  if (attrs.integer("groups") != 1) return unsupported("a transposed convolution in groups");
  if (attrs.integers("dilations") != Dims{1, 1}) return unsupported("a transposed convolution with dilation");
  TRY_ASSIGN(Tensor weight, node.need_constant(1, "a weight"));
  TRY_ASSIGN(TensorRef input, node.input(0));
  const Dims &strides = attrs.integers("strides"), &pads = attrs.integers("pads");
  const Dims& extra = attrs.integers("output_padding");
  Dims kernel{weight.dims()[2], weight.dims()[3]}, borders(4, 0);
  Shape whole = node.output_fact().shape;
  for (size_t i = 0; i < 2; ++i) {
    int64_t beyond = std::max(strides[i] - kernel[i], int64_t{0});
    borders[i] = pads[i];
    borders[i + 2] = pads[i + 2] + beyond - extra[i];
    if (borders[i + 2] < 0) return unsupported("a transposed convolution with output padding beyond its kernel");
    if (whole[i + 1].known()) whole[i + 1].size += borders[i] + borders[i + 2];
  }
  CallWriter call = node.layer("Conv2DTranspose");
  call.config().member("filters", weight.dims()[1]);
  call.config().key("kernel_size").json(pair_json(kernel));
  call.config().key("strides").json(pair_json(strides));
  call.config().member("padding", "valid").member("use_bias", node.has_input(2)).member("kernel_initializer", "zeros");
  // (in, out, height, width) to (height, width, out, in).
  call.weight(reorder(weight.dims(), kernel_perm(4)), fill_transposed(weight, kernel_perm(4)));
  if (node.has_input(2)) {
    TRY_ASSIGN(Tensor bias, node.need_constant(2, "a bias"));
    call.weight(bias.dims(), fill_as_is(bias));
  }
  if (!has_padding(borders)) {
    std::string activation = node.absorb_activation();
    if (activation != "linear") call.config().member("activation", activation);
    return node.finish(call.tensor(input));
  }
  TRY_ASSIGN(TensorRef result, call.tensor(input).finish(whole));
  TRY_ASSIGN(result, crop(node, result, whole, borders));
  node.bind(0, result);
  return {};
}

Result<> read(LayerReader& call) { return read_transposed(call, 2); }

}  // namespace

constinit extern const KerasLayer layer_conv2d_transpose{
    .class_name = "Conv2DTranspose", .module = "keras.layers", .ir = "conv_transpose", .read = read, .write = write};

}  // namespace ponte::keras::layers_conv2d_transpose
