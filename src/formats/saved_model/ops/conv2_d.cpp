#include "formats/saved_model/windows.h"

namespace ponte::saved_model::ops_conv2_d {

namespace {

/// What multiplies the distribution of a distance by its bins: part of a formula, not of what was trained.
bool is_expectation(const OpWriter& node, const Tensor& kernel) { return !node.has_input(2) && kernel.dims()[0] == 1; }

/// The kernel (out, in, kh, kw) is (kh, kw, in, out) here, that of a depthwise convolution (kh, kw, in, times).
Result<> write(OpWriter& node) {
  if (node.rank() != 4) return unsupported("a convolution over {} axes", node.rank() - 2);
  TRY_ASSIGN(Tensor kernel, node.need_constant(1, "a weight"));
  const Attrs& attrs = node.attrs();
  const Dims& dims = kernel.dims();
  Window window{{dims[2], dims[3]}, attrs.integers("strides"), attrs.integers("pads"), attrs.integers("dilations")};
  int64_t groups = attrs.integer("groups"), channels = groups * dims[1];
  // TensorFlow's plain kernels dilate no depthwise convolution.
  bool is_depthwise = groups == channels && groups > 1 && window.dilations == Dims{1, 1};
  Dims own_dims =
      is_depthwise ? Dims{dims[2], dims[3], channels, dims[0] / channels} : Dims{dims[2], dims[3], dims[1], dims[0]};
  TRY_ASSIGN(std::string input, node.input(0));
  TRY_ASSIGN(std::string weight, node.weight(1, "kernel", {2, 3, 1, 0}, own_dims, !is_expectation(node, kernel)));
  Dims pads = needed_pads(window, node.shape(0), node.output_fact().shape);
  std::string_view padding = named_padding(window, pads, node.shape(0), node.output_fact().shape);
  // Depthwise convolutions want equal strides.
  bool is_uneven = is_depthwise && window.strides[0] != window.strides[1];
  if (is_uneven)
    return unsupported("a depthwise convolution with strides {} and {}", window.strides[0], window.strides[1]);
  // TensorFlow 2.21 aborts over explicit paddings of depthwise convolutions (in DepthwiseConv2DNativeShape).
  if (is_depthwise && padding.empty()) {
    input = pad(node, std::move(input), pads, 0);
    padding = "VALID";
  }
  NodeDef& made = node.add_typed(is_depthwise ? "DepthwiseConv2dNative" : "Conv2D", {input, weight});
  set_window(made, window, pads, padding);
  std::string result = made.out("output");
  if (node.has_input(2)) {
    TRY_ASSIGN(std::string bias, node.weight(2, "bias", {0}));
    // Fused with BiasAdd, a convolution in groups does not run where TensorFlow has no oneDNN.
    bool is_grouped = groups > 1 && !is_depthwise;
    result = node.add_typed(is_grouped ? "AddV2" : "BiasAdd", {result, bias}).out(is_grouped ? "z" : "output");
  }
  node.bind(std::move(result));
  return {};
}

}  // namespace

constinit extern const TfOp op_conv2_d{.name = "Conv2D", .ir = "conv", .write = write};

}  // namespace ponte::saved_model::ops_conv2_d
