#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_transpose_conv {

namespace {

/// What the gradient of a convolution pads of its input, here of the output: field 0 says "same" or "valid".
Result<> read(OpReader& node) {
  TRY_ASSIGN(Dims size, node.need_ints(0, "an output shape"));
  TRY_ASSIGN(ValueId x, node.input(2));
  TRY_ASSIGN(ValueId weight, node.weight(1, {3, 0, 1, 2}));
  if (size.size() != 4 || node.rank(x) != 4) return corrupt("TRANSPOSE_CONV over [{}]", shape_text(node.shape(x)));
  TRY_ASSIGN(Padding padding, node.option<Padding>(0, Padding::same));
  TRY_ASSIGN(int32_t stride_width, node.option<int32_t>(1, 0));
  TRY_ASSIGN(int32_t stride_height, node.option<int32_t>(2, 0));
  Dims strides{stride_height, stride_width}, pads(4, 0), extra(2, 0);
  for (size_t i = 0; i < 2; ++i) {
    const Dim &from = node.shape(x)[i + 1], &kernel = node.shape(weight)[i + 2];
    if (!from.known() || !kernel.known() || strides[i] < 1 || from.size > INT32_MAX)
      return unsupported("TRANSPOSE_CONV of open sizes");
    int64_t whole = (from.size - 1) * strides[i] + kernel.size, beyond = whole - size[i + 1];
    // "same" cuts what is beyond on both sides, "valid" at the end.
    if (beyond < 0) {
      extra[i] = -beyond;
    } else {
      pads[i] = padding == Padding::same ? beyond / 2 : 0;
      pads[i + 2] = beyond - pads[i];
    }
  }
  std::vector<ValueId> inputs{x, weight};
  if (node.has_input(3)) {
    TRY_ASSIGN(ValueId bias, node.input(3));
    inputs.push_back(bias);
  }
  ValueId y = node.b.add("conv_transpose", std::move(inputs),
                         {{"strides", strides}, {"pads", pads}, {"output_padding", extra}, {"layout", "nhwc"}});
  return node.give_activated(y, 3);
}

}  // namespace

constinit extern const TfliteOp op_transpose_conv{.name = "TRANSPOSE_CONV", .code = 67, .options = 49, .read = read};

}  // namespace ponte::tflite::ops_transpose_conv
