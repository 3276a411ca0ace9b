#include "formats/tflite/window_reads.h"

#include <algorithm>

namespace ponte::tflite {

namespace {

Result<int64_t> positive(OpReader& node, int id, int32_t fallback) {
  TRY_ASSIGN(int32_t value, node.option<int32_t>(id, fallback));
  if (value < 1) return corrupt("{} with a stride or size of {}", node.info().name, value);
  return value;
}

Result<Dims> strides_of(OpReader& node) {
  TRY_ASSIGN(int64_t width, positive(node, 1, 0));
  TRY_ASSIGN(int64_t height, positive(node, 2, 0));
  return Dims{height, width};
}

}  // namespace

Result<Dims> read_window_pads(OpReader& node, ValueId x, const Window2d& window) {
  TRY_ASSIGN(Padding padding, node.option<Padding>(0, Padding::same));
  Dims pads(4, 0);
  if (node.rank(x) != 4) return corrupt("{} over [{}]", node.info().name, shape_text(node.shape(x)));
  if (padding == Padding::valid) return pads;
  if (padding != Padding::same) return corrupt("{} with padding {}", node.info().name, static_cast<int>(padding));
  for (size_t i = 0; i < 2; ++i) {
    int64_t reach = (window.kernel[i] - 1) * window.dilations[i] + 1, total = reach - 1;
    if (window.strides[i] != 1) {
      const Dim& size = node.shape(x)[i + 1];
      if (!size.known())
        return with_hint(unsupported("same padding with a stride over an axis of open size is not supported"),
                         "give the size with --imgsz");
      if (size.size > INT32_MAX) return corrupt("an axis of {}", size.size);
      int64_t steps = (size.size + window.strides[i] - 1) / window.strides[i];
      total = std::max<int64_t>((steps - 1) * window.strides[i] + reach - size.size, 0);
    }
    pads[i] = total / 2;
    pads[i + 2] = total - total / 2;
  }
  return pads;
}

Result<> read_pool(OpReader& node, std::string_view op) {
  TRY_ASSIGN(ValueId x, node.input(0));
  Window2d window;
  TRY_ASSIGN(window.strides, strides_of(node));
  TRY_ASSIGN(int64_t width, positive(node, 3, 0));
  TRY_ASSIGN(int64_t height, positive(node, 4, 0));
  window.kernel = {height, width};
  TRY_ASSIGN(window.pads, read_window_pads(node, x, window));
  Attrs attrs{{"kernel", window.kernel}, {"strides", window.strides}, {"pads", window.pads}, {"layout", "nhwc"}};
  return node.give_activated(node.b.add(op, {x}, std::move(attrs)), 5);
}

Result<Window2d> read_conv_window(OpReader& node, ValueId x, const Shape& weight, int dilations) {
  if (weight.size() != 4 || !weight[2].known() || !weight[3].known())
    return unsupported("{} with a weight of [{}]", node.info().name, shape_text(weight));
  Window2d window{.kernel = {weight[2].size, weight[3].size}};
  TRY_ASSIGN(window.strides, strides_of(node));
  TRY_ASSIGN(int64_t width, positive(node, dilations, 1));
  TRY_ASSIGN(int64_t height, positive(node, dilations + 1, 1));
  window.dilations = {height, width};
  TRY_ASSIGN(window.pads, read_window_pads(node, x, window));
  return window;
}

Result<ValueId> convolve(OpReader& node, ValueId x, ValueId weight, const Window2d& window) {
  std::vector<ValueId> inputs{x, weight};
  if (node.has_input(2)) {
    TRY_ASSIGN(ValueId bias, node.input(2));
    inputs.push_back(bias);
  }
  return node.b.add("conv", std::move(inputs),
                    {{"strides", window.strides},
                     {"pads", window.pads},
                     {"dilations", window.dilations},
                     {"groups", window.groups},
                     {"layout", "nhwc"}});
}

}  // namespace ponte::tflite
