#include "vision/resample.h"

#include <cmath>

namespace ponte::vision {

namespace {

// Pillow's fixed point: 8 bits of value and 2 of headroom in 32.
constexpr int kPrecision = 22;

/// The source pixels that make one pixel of the result, and their weights.
struct Taps {
  int first;
  std::vector<int32_t> weights;

  int end() const { return first + static_cast<int>(weights.size()); }
};

Taps find_taps(int place, int from, int to) {
  double scale = static_cast<double>(from) / to;
  double reach = std::max(scale, 1.0);
  double centre = (place + 0.5) * scale;
  int first = std::max(0, static_cast<int>(centre - reach + 0.5));
  int end = std::min(from, static_cast<int>(centre + reach + 0.5));
  std::vector<double> shares;
  double sum = 0;
  for (int i = first; i < end; ++i) {
    double distance = std::abs((i - centre + 0.5) * (1.0 / reach));
    shares.push_back(distance < 1.0 ? 1.0 - distance : 0.0);
    sum += shares.back();
  }
  Taps taps{first, {}};
  for (double share : shares)
    taps.weights.push_back(static_cast<int32_t>(0.5 + (sum != 0 ? share / sum : share) * (1 << kPrecision)));
  return taps;
}

std::vector<Taps> find_taps(int begin, int count, int from, int to) {
  std::vector<Taps> taps;
  for (int i = 0; i < count; ++i) taps.push_back(find_taps(begin + i, from, to));
  return taps;
}

uint8_t to_byte(int32_t sum) { return static_cast<uint8_t>(std::clamp(sum >> kPrecision, 0, 255)); }

constexpr int32_t kHalf = 1 << (kPrecision - 1);

Image blank(int width, int height) { return {width, height, std::vector<uint8_t>(size_t{3} * width * height)}; }

/// Pixels from `begin` up to, without, `end` that some taps need.
struct PixelRange {
  int begin, end;

  int size() const { return end - begin; }
};

PixelRange reach_of(const std::vector<Taps>& taps) { return {taps.front().first, taps.back().end()}; }

/// The same taps, for a source that begins at pixel `begin`.
void move_origin(std::vector<Taps>& taps, int begin) {
  for (Taps& tap : taps) tap.first -= begin;
}

/// Resamples some rows of the image.
Image along_x(const Image& image, PixelRange rows, const std::vector<Taps>& columns) {
  Image result = blank(static_cast<int>(columns.size()), rows.size());
  uint8_t* out = result.rgb.data();
  for (int y = rows.begin; y < rows.end; ++y) {
    for (const Taps& taps : columns) {
      const uint8_t* pixel = image.row(y) + size_t{3} * taps.first;
      int32_t red = kHalf, green = kHalf, blue = kHalf;
      for (int32_t weight : taps.weights) {
        red += pixel[0] * weight;
        green += pixel[1] * weight;
        blue += pixel[2] * weight;
        pixel += 3;
      }
      *out++ = to_byte(red);
      *out++ = to_byte(green);
      *out++ = to_byte(blue);
    }
  }
  return result;
}

/// Resamples some columns of the image.
Image along_y(const Image& image, PixelRange columns, const std::vector<Taps>& rows) {
  Image result = blank(columns.size(), static_cast<int>(rows.size()));
  std::vector<int32_t> sums(size_t{3} * columns.size());
  for (int y = 0; y < result.height; ++y) {
    const Taps& taps = rows[static_cast<size_t>(y)];
    std::ranges::fill(sums, kHalf);
    for (size_t i = 0; i < taps.weights.size(); ++i) {
      const uint8_t* row = image.row(taps.first + static_cast<int>(i)) + size_t{3} * columns.begin;
      for (size_t x = 0; x < sums.size(); ++x) sums[x] += row[x] * taps.weights[i];
    }
    std::ranges::transform(sums, result.row(y), to_byte);
  }
  return result;
}

}  // namespace

Image resample(const Image& image, int width, int height, const Window& window) {
  std::vector<Taps> columns = find_taps(window.left, window.width, image.width, width);
  std::vector<Taps> rows = find_taps(window.top, window.height, image.height, height);
  PixelRange from_columns = reach_of(columns), from_rows = reach_of(rows);
  // Each pass rounds to bytes, so their order shows. This is Pillow 13's; before, x was always first.
  int fewer_rows = image.height - height, fewer_columns = image.width - width;
  if (fewer_rows > 0 && fewer_rows > int64_t{2} * fewer_columns) {
    move_origin(columns, from_columns.begin);
    return along_x(along_y(image, from_columns, rows), {0, window.height}, columns);
  }
  move_origin(rows, from_rows.begin);
  return along_y(along_x(image, from_rows, columns), {0, window.width}, rows);
}

}  // namespace ponte::vision
