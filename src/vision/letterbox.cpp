#include "vision/letterbox.h"

#include <cmath>

#include "base/parallel.h"
#include "vision/resize.h"

namespace ponte::vision {

namespace {

constexpr uint8_t kPadding = 114;
constexpr float kPaddingFraction = kPadding / 255.0f;
/// Fewer rows are not worth a thread.
constexpr size_t kRowGrain = 128;

/// Calls body(y, rows) for every row of a height, with a resizer's rows of each thread's own.
template <class Body>
void for_rows(const LinearResizer& resizer, int height, int threads, const Body& body) {
  parallel_for(static_cast<size_t>(height), kRowGrain, threads, [&](size_t begin, size_t end) {
    LinearResizer::Rows rows(resizer);
    for (size_t y = begin; y < end; ++y) body(static_cast<int>(y), rows);
  });
}

bool holds_picture(const Letterbox& plan, int y) { return y >= plan.top && y < plan.top + plan.resized_height; }

}  // namespace

Letterbox plan_letterbox(int image_width, int image_height, const LetterboxOptions& options) {
  Letterbox plan;
  plan.image_width = image_width;
  plan.image_height = image_height;
  plan.ratio =
      std::min(static_cast<double>(options.height) / image_height, static_cast<double>(options.width) / image_width);
  if (!options.scale_up) plan.ratio = std::min(plan.ratio, 1.0);
  // A picture thinner than 1 / ratio still gets a row or column.
  plan.resized_width = std::max(1, static_cast<int>(std::nearbyint(image_width * plan.ratio)));
  plan.resized_height = std::max(1, static_cast<int>(std::nearbyint(image_height * plan.ratio)));
  int spare_x = options.width - plan.resized_width, spare_y = options.height - plan.resized_height;
  if (options.rect_stride > 0) spare_x %= options.rect_stride, spare_y %= options.rect_stride;
  plan.left = spare_x / 2;
  plan.top = spare_y / 2;
  plan.width = plan.resized_width + spare_x;
  plan.height = plan.resized_height + spare_y;
  return plan;
}

void letterbox_to_tensor(const Image& image, const Letterbox& plan, float* chw, int threads) {
  LinearResizer resizer(image, plan.resized_width, plan.resized_height);
  size_t plane = static_cast<size_t>(plan.width) * plan.height;
  int right = plan.left + plan.resized_width;
  const std::vector<float> padding(static_cast<size_t>(plan.width), kPaddingFraction);  // copied faster than filled in
  for_rows(resizer, plan.height, threads, [&](int y, LinearResizer::Rows& rows) {
    float* out = chw + static_cast<size_t>(y) * plan.width;
    bool picture = holds_picture(plan, y);
    for (size_t c = 0; c < 3; ++c) {
      float* row = out + c * plane;
      std::copy_n(padding.begin(), picture ? plan.left : plan.width, row);
      if (picture) std::copy_n(padding.begin(), plan.width - right, row + right);
    }
    if (picture) rows.floats(y - plan.top, out + plan.left, plane);
  });
}

Image letterbox_to_image(const Image& image, const Letterbox& plan, int threads) {
  LinearResizer resizer(image, plan.resized_width, plan.resized_height);
  Image boxed{plan.width, plan.height, std::vector<uint8_t>(size_t{3} * plan.width * plan.height, kPadding)};
  for_rows(resizer, plan.height, threads, [&](int y, LinearResizer::Rows& rows) {
    if (holds_picture(plan, y)) rows.bytes(y - plan.top, boxed.row(y) + size_t{3} * plan.left);
  });
  return boxed;
}

Image resize_linear(const Image& image, int width, int height, int threads) {
  LinearResizer resizer(image, width, height);
  Image resized{width, height, std::vector<uint8_t>(size_t{3} * width * height)};
  for_rows(resizer, height, threads, [&](int y, LinearResizer::Rows& rows) { rows.bytes(y, resized.row(y)); });
  return resized;
}

}  // namespace ponte::vision
