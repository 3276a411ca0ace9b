#include "formats/saved_model/simple_ops.h"
#include "formats/saved_model/windows.h"

namespace ponte::saved_model::ops_conv2_d_backprop_input {

namespace {

/// The batch and the picture's new sizes, which the gradient of a convolution must be told.
std::string new_sizes(OpWriter& node, const std::string& input, const Window& window) {
  const Shape& to = node.output_fact().shape;
  if (all_known(to)) return node.ints(*known_dims(to));
  std::string batch = sizes_of(node, input, node.type(), 0, 1);
  if (to[1].known() && to[2].known())
    return joined_ints(node, {batch, node.ints({to[1].size, to[2].size, to[3].size})});
  const Dims& more = node.attrs().integers("output_padding");
  Dims grown;  // beyond size * stride
  for (size_t i = 0; i < 2; ++i)
    grown.push_back((window.kernel[i] - 1) * window.dilations[i] + 1 - window.strides[i] - window.pads[i] -
                    window.pads[i + 2] + more[i]);
  std::string sizes = sizes_of(node, input, node.type(), 1, 3);
  sizes = node.add("Mul", {sizes, node.ints(window.strides)}).type("T", DataType::i32).out("z");
  sizes = node.add("AddV2", {sizes, node.ints(grown)}).type("T", DataType::i32).out("z");
  return joined_ints(node, {batch, sizes, node.ints({to[3].size})});
}

/// The kernel (in, out, kh, kw) is (kh, kw, out, in) here.
Result<> write(OpWriter& node) {
  const Attrs& attrs = node.attrs();
  const Shape& result_shape = node.output_fact().shape;
  if (node.rank() != 4) return unsupported("a transposed convolution over {} axes", node.rank() - 2);
  if (attrs.integer("groups") != 1) return unsupported("a transposed convolution in groups");
  if (!result_shape[3].known()) return unsupported("a transposed convolution to open channels");
  TRY_ASSIGN(Tensor kernel, node.need_constant(1, "a weight"));
  Window window{{kernel.dims()[2], kernel.dims()[3]},
                attrs.integers("strides"),
                attrs.integers("pads"),
                attrs.integers("dilations")};
  TRY_ASSIGN(std::string input, node.input(0));
  TRY_ASSIGN(std::string weight, node.weight(1, "kernel", {2, 3, 1, 0}));
  std::string sizes = new_sizes(node, input, window);
  NodeDef& made = node.add_typed(node.op().name, {sizes, weight, input});
  set_window(made, window, window.pads, window.pads == Dims{0, 0, 0, 0} ? "VALID" : "");
  std::string result = made.out("output");
  if (node.has_input(2)) {
    TRY_ASSIGN(std::string bias, node.weight(2, "bias", {0}));
    result = node.add_typed("BiasAdd", {result, bias}).out("output");
  }
  node.bind(std::move(result));
  return {};
}

}  // namespace

constinit extern const TfOp op_conv2_d_backprop_input{
    .name = "Conv2DBackpropInput", .ir = "conv_transpose", .write = write};

}  // namespace ponte::saved_model::ops_conv2_d_backprop_input
