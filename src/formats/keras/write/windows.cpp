#include "formats/keras/write/windows.h"

#include <algorithm>

namespace ponte::keras {

namespace {

Dim grown(const Dim& size, int64_t by) { return size.known() ? Dim(size.size + by) : Dim{}; }

Shape padded_shape(const Shape& shape, const Dims& pads, int64_t sign) {
  return {shape[0], grown(shape[1], sign * (pads[0] + pads[2])), grown(shape[2], sign * (pads[1] + pads[3])), shape[3]};
}

std::string borders_json(const Dims& pads) {
  return fmt::format("[[{},{}],[{},{}]]", pads[0], pads[2], pads[1], pads[3]);
}

}  // namespace

std::string pair_json(const Dims& list) { return fmt::format("[{},{}]", list[0], list[1]); }

bool has_padding(const Dims& pads) {
  return std::any_of(pads.begin(), pads.end(), [](int64_t pad) { return pad != 0; });
}

bool is_same_padding(const Window2d& window) {
  for (size_t i = 0; i < 2; ++i) {
    int64_t total = (window.kernel[i] - 1) * window.dilations[i];
    if (window.strides[i] != 1 || window.pads[i] != total / 2 || window.pads[i + 2] != total - total / 2) return false;
  }
  return true;
}

Dims pads_with_ceil(const Window2d& window, const Shape& input, const Shape& output) {
  Dims pads = window.pads;
  for (size_t i = 0; i < 2; ++i) {
    if (!input[i + 1].known() || !output[i + 1].known()) continue;
    int64_t reach = (output[i + 1].size - 1) * window.strides[i] + (window.kernel[i] - 1) * window.dilations[i] + 1;
    pads[i + 2] = std::max(pads[i + 2], reach - input[i + 1].size - pads[i]);
  }
  return pads;
}

Result<TensorRef> pad_with_zeros(LayerWriter& node, TensorRef input, const Shape& shape, const Dims& pads) {
  if (!has_padding(pads)) return input;
  CallWriter call = node.layer("ZeroPadding2D", ".pad");
  call.config().key("padding").json(borders_json(pads));
  return call.tensor(input).finish(padded_shape(shape, pads, 1));
}

Result<TensorRef> pad_with_lowest(LayerWriter& node, TensorRef input, const Shape& shape, const Dims& pads) {
  if (!has_padding(pads)) return input;
  CallWriter call = node.operation("Pad", "numpy", ".pad");
  call.config().key("pad_width").json(fmt::format("[[0,0],[{},{}],[{},{}],[0,0]]", pads[0], pads[2], pads[1], pads[3]));
  call.config().member("mode", "constant");
  return call.tensor(input).keyword("constant_values", "-1e30").finish(padded_shape(shape, pads, 1));
}

Result<TensorRef> crop(LayerWriter& node, TensorRef input, const Shape& shape, const Dims& borders) {
  if (!has_padding(borders)) return input;
  CallWriter call = node.layer("Cropping2D", ".crop");
  call.config().key("cropping").json(borders_json(borders));
  return call.tensor(input).finish(padded_shape(shape, borders, -1));
}

}  // namespace ponte::keras
