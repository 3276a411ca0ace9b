#include "formats/tflite/windows.h"

#include <algorithm>

namespace ponte::tflite {

Result<Dims> needed_pads(const Window2d& window, const Shape& input, const Shape& output) {
  Dims needed = window.pads;
  for (size_t i = 0; i < 2; ++i) {
    if (!input[i + 1].known() || !output[i + 1].known()) return unsupported("a sliding window over open sizes");
    int64_t reach = (window.kernel[i] - 1) * window.dilations[i] + 1;
    int64_t end = (output[i + 1].size - 1) * window.strides[i] + reach;
    needed[i + 2] = std::max<int64_t>(end - input[i + 1].size - window.pads[i], 0);
  }
  return needed;
}

bool is_same(const Window2d& window, const Dims& needed, const Shape& input, const Shape& output) {
  for (size_t i = 0; i < 2; ++i) {
    int64_t size = input[i + 1].size, stride = window.strides[i], count = (size + stride - 1) / stride;
    int64_t reach = (window.kernel[i] - 1) * window.dilations[i] + 1;
    int64_t total = std::max<int64_t>((count - 1) * stride + reach - size, 0);
    if (output[i + 1].size != count || needed[i] != total / 2 || needed[i + 2] != total - total / 2) return false;
  }
  return true;
}

std::vector<FlatField> pool_options(const Window2d& window, Padding padding) {
  return {{0, static_cast<int8_t>(padding)},
          {1, static_cast<int32_t>(window.strides[1])},
          {2, static_cast<int32_t>(window.strides[0])},
          {3, static_cast<int32_t>(window.kernel[1])},
          {4, static_cast<int32_t>(window.kernel[0])}};
}

Result<PaddedInput> padded_input(OpWriter& node, const Window2d& window, float value) {
  const Shape &shape = node.shape(0), &output = node.output_fact().shape;
  TRY_ASSIGN(TensorIndex input, node.input(0));
  TRY_ASSIGN(Dims pads, needed_pads(window, shape, output));
  if (pads == Dims{0, 0, 0, 0}) return PaddedInput{input, Padding::valid};
  if (is_same(window, pads, shape, output)) return PaddedInput{input, Padding::same};
  Shape whole = shape;
  for (size_t i = 0; i < 2; ++i) whole[i + 1] = Dim(whole[i + 1].size + pads[i] + pads[i + 2]);
  TensorIndex padded = node.temporary(whole);
  TRY_ASSIGN(TensorIndex amounts,
             node.constant_tensor(
                 Tensor::of(std::vector<int32_t>{0, 0, static_cast<int32_t>(pads[0]), static_cast<int32_t>(pads[2]),
                                                 static_cast<int32_t>(pads[1]), static_cast<int32_t>(pads[3]), 0, 0},
                            {4, 2}),
                 node.node().name + "/pads"));
  if (value == 0) {
    node.emit("PAD", {input, amounts}, {padded});
  } else {
    TRY_ASSIGN(TensorIndex number, node.constant_tensor(Tensor::scalar(value), node.node().name + "/border"));
    node.emit("PADV2", {input, amounts, number}, {padded});
  }
  return PaddedInput{padded, Padding::valid};
}

}  // namespace ponte::tflite
