#include "formats/saved_model/windows.h"

namespace ponte::saved_model {

namespace {

/// The batch and the picture's new sizes, which the gradient of a convolution must be told.
std::string new_sizes(OpWriter& node, const std::string& input, const Dims& sizes) {
  const Dim& batch = node.shape(0)[0];
  if (batch.known()) return node.ints({batch.size, sizes[0], sizes[1], sizes[2]});
  std::string shape = node.add_typed("Shape", {input}).type("out_type", DataType::i32).out("output");
  NodeDef& first = node.add("StridedSlice", {shape, node.ints({0}), node.ints({1}), node.ints({1})});
  first.type("T", DataType::i32).type("Index", DataType::i32);
  NodeDef& list = node.add("ConcatV2", {first.out("output"), node.ints(sizes), node.integer(0)});
  return list.integer("N", 2).type("T", DataType::i32).type("Tidx", DataType::i32).out("output");
}

/// The kernel (in, out, kh, kw) is (kh, kw, out, in) here.
Result<> write(OpWriter& node) {
  const Attrs& attrs = node.attrs();
  const Shape& result_shape = node.output_fact().shape;
  if (node.rank() != 4) return unsupported("a transposed convolution over {} axes", node.rank() - 2);
  if (attrs.integer("groups") != 1) return unsupported("a transposed convolution in groups");
  if (!all_known({result_shape[1], result_shape[2], result_shape[3]})) return unsupported("a transposed convolution to open sizes");
  TRY_ASSIGN(Tensor kernel, node.need_constant(1, "a weight"));
  Window window{{kernel.dims()[2], kernel.dims()[3]}, attrs.integers("strides"), attrs.integers("pads"), attrs.integers("dilations")};
  TRY_ASSIGN(std::string input, node.input(0));
  TRY_ASSIGN(std::string weight, node.weight(1, "kernel", {2, 3, 1, 0}));
  std::string sizes = new_sizes(node, input, {result_shape[1].size, result_shape[2].size, result_shape[3].size});
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

constinit extern const TfOp op_conv2_d_backprop_input{.name = "Conv2DBackpropInput", .ir = "conv_transpose", .write = write};

}  // namespace ponte::saved_model
