#include "formats/saved_model/windows.h"

#include <algorithm>

namespace ponte::saved_model {

namespace {

int64_t reach(const Window& window, size_t i) { return (window.kernel[i] - 1) * window.dilations[i] + 1; }

}  // namespace

Dims needed_pads(const Window& window, const Shape& input, const Shape& output) {
  Dims needed = window.pads;
  for (size_t i = 0; i < 2; ++i) {
    if (!input[i + 1].known() || !output[i + 1].known()) continue;
    int64_t end = (output[i + 1].size - 1) * window.strides[i] + reach(window, i);
    needed[i + 2] = std::max<int64_t>(end - input[i + 1].size - window.pads[i], 0);
  }
  return needed;
}

std::string_view named_padding(const Window& window, const Dims& pads, const Shape& input, const Shape& output) {
  if (pads == Dims{0, 0, 0, 0}) return "VALID";
  for (size_t i = 0; i < 2; ++i) {
    int64_t total = reach(window, i) - 1;
    if (input[i + 1].known() && output[i + 1].known()) {
      int64_t size = input[i + 1].size, stride = window.strides[i], count = (size + stride - 1) / stride;
      if (output[i + 1].size != count) return {};
      total = std::max<int64_t>((count - 1) * stride + reach(window, i) - size, 0);
    } else if (window.strides[i] != 1) {
      return {};
    }
    if (pads[i] != total / 2 || pads[i + 2] != total - total / 2) return {};
  }
  return "SAME";
}

void set_window(NodeDef& made, const Window& window, const Dims& pads, std::string_view padding) {
  made.integers("strides", around(window.strides));
  made.text("padding", padding.empty() ? "EXPLICIT" : padding);
  if (padding.empty()) made.integers("explicit_paddings", {0, 0, pads[0], pads[2], pads[1], pads[3], 0, 0});
  if (window.dilations != Dims{1, 1}) made.integers("dilations", around(window.dilations));
}

std::string pad(OpWriter& node, std::string input, const Dims& pads, double value) {
  Tensor amounts = Tensor::of(std::vector<int32_t>{0, 0, static_cast<int32_t>(pads[0]), static_cast<int32_t>(pads[2]),
                                                   static_cast<int32_t>(pads[1]), static_cast<int32_t>(pads[3]), 0, 0},
                              {4, 2});
  NodeDef& list = node.add("Const", {});
  list.type("dtype", DataType::i32).tensor("value", tensor_message(DataType::i32, amounts));
  std::string border = node.number(value, node.type());
  NodeDef& made = node.add_typed("PadV2", {std::move(input), list.out("output"), border});
  made.type("Tpaddings", DataType::i32);
  return made.out("output");
}

}  // namespace ponte::saved_model
