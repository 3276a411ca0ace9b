#include "vision/resize.h"

#include <cmath>

namespace ponte::vision {

namespace {

/// Where a place of the result falls between two places of the source.
struct Tap {
  int index;
  float fraction;
};

Tap find_tap(int place, int from, int to) {
  // Both divisions, as OpenCV has them: 1 / (to / from) is not always from / to.
  double scale = 1.0 / (static_cast<double>(to) / from);
  auto position = static_cast<float>((place + 0.5) * scale - 0.5);
  int index = static_cast<int>(std::floor(position));
  return {index, position - static_cast<float>(index)};
}

/// The fraction as a weight of 11 bits, half to even.
int16_t weight(float fraction) { return static_cast<int16_t>(std::lrint(fraction * 2048.0f)); }

}  // namespace

LinearResizer::LinearResizer(const Image& image, int width, int height, const ResizeKernels& kernels)
    : image_(image),
      kernels_(kernels),
      copies_(image.width == width && image.height == height),
      halves_(image.width == 2 * width && image.height == 2 * height) {
  columns_.plane_stride = (static_cast<size_t>(width) + kResizeStep - 1) / kResizeStep * kResizeStep;
  for (int x = 0; x < width; ++x) {
    Tap tap = find_tap(x, image.width, width);
    // At the left and right border the weights are reset; at the top and bottom only the rows are clamped.
    if (tap.index < 0) tap = {0, 0.0f};
    if (tap.index >= image.width - 1) tap = {image.width - 1, 0.0f};
    columns_.offsets.push_back(3 * tap.index);
    columns_.weights.push_back(weight(1.0f - tap.fraction) | weight(tap.fraction) << 16);
    if (3 * tap.index + 8 <= 3 * image.width) columns_.wide_loads = columns_.count();
  }
  for (int y = 0; y < height; ++y) {
    Tap tap = find_tap(y, image.height, height);
    rows_.push_back({std::clamp(tap.index, 0, image.height - 1), std::clamp(tap.index + 1, 0, image.height - 1),
                     weight(1.0f - tap.fraction), weight(tap.fraction)});
  }
}

LinearResizer::Rows::Rows(const LinearResizer& resizer)
    : resizer_(resizer), upper_(3 * resizer.columns_.plane_stride), lower_(upper_.size()), planes_(upper_.size()) {}

/// Asks for the beginning of the rows that follow where some are left out: where that is no processor guesses.
void LinearResizer::Rows::fetch_after(int y) const {
  constexpr ptrdiff_t kBytes = 2048, kLine = 64;
  size_t next = static_cast<size_t>(y) + 1;
  if (next >= resizer_.rows_.size() || resizer_.rows_[next].upper <= resizer_.rows_[next - 1].lower) return;
  const uint8_t* row = resizer_.image_.row(resizer_.rows_[next].upper);
  for (ptrdiff_t i = 0; i < std::min<ptrdiff_t>(kBytes, 3 * resizer_.image_.width); i += kLine)
    __builtin_prefetch(row + i);
}

void LinearResizer::Rows::move_to(int y) {
  fetch_after(y);
  const RowPair& pair = resizer_.rows_[static_cast<size_t>(y)];
  if (pair.upper == lower_row_) {
    std::swap(upper_, lower_);
    std::swap(upper_row_, lower_row_);
  }
  auto fill = [&](int row, int& held, std::vector<int16_t>& planes) {
    if (held == row) return;
    resizer_.kernels_.along_x(resizer_.image_.row(row), resizer_.columns_, planes.data());
    held = row;
  };
  fill(pair.upper, upper_row_, upper_);
  // Every third row of 1080, for 360, is taken as it is.
  if (pair.lower_weight != 0) fill(pair.lower, lower_row_, lower_);
  current_ = {upper_.data(), pair.lower_weight != 0 ? lower_.data() : upper_.data(), pair.upper_weight,
              pair.lower_weight};
}

void LinearResizer::Rows::bytes(int y, uint8_t* rgb) {
  move_to(y);
  size_t stride = resizer_.columns_.plane_stride;
  for (size_t c = 0; c < 3; ++c) {
    ResizeRows rows = {current_.upper + c * stride, current_.lower + c * stride, current_.upper_weight,
                       current_.lower_weight};
    resizer_.kernels_.along_y_to_bytes(rows, resizer_.width(), planes_.data() + c * stride);
  }
  for (size_t x = 0; x < resizer_.width(); ++x)
    for (size_t c = 0; c < 3; ++c) rgb[3 * x + c] = planes_[c * stride + x];
}

void LinearResizer::Rows::floats(int y, float* out, size_t plane) {
  const Image& image = resizer_.image_;
  if (resizer_.copies_) return resizer_.kernels_.split_to_floats(image.row(y), resizer_.width(), out, plane);
  if (resizer_.halves_)
    return resizer_.kernels_.halve_to_floats(image.row(2 * y), image.row(2 * y + 1), resizer_.width(), out, plane);
  move_to(y);
  size_t stride = resizer_.columns_.plane_stride;
  for (size_t c = 0; c < 3; ++c) {
    ResizeRows rows = {current_.upper + c * stride, current_.lower + c * stride, current_.upper_weight,
                       current_.lower_weight};
    resizer_.kernels_.along_y_to_floats(rows, resizer_.width(), out + c * plane);
  }
}

}  // namespace ponte::vision
