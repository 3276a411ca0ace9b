#include "vision/classify.h"

#include <cmath>

#include "vision/resample.h"

namespace ponte::vision {

Image fit_for_classifier(const Image& image, int width, int height) {
  if (width != height) return resample(image, width, height, {0, 0, width, height});
  int64_t shorter = std::min(image.width, image.height);
  auto scaled = [&](int side) { return static_cast<int>(int64_t{width} * side / shorter); };
  int resized_width = scaled(image.width), resized_height = scaled(image.height);
  auto middle = [&](int side) { return static_cast<int>(std::nearbyint((side - width) / 2.0)); };
  return resample(image, resized_width, resized_height, {middle(resized_width), middle(resized_height), width, width});
}

void classifier_tensor(const Image& image, int width, int height, float* chw) {
  Image fitted = fit_for_classifier(image, width, height);
  size_t plane = static_cast<size_t>(width) * height;
  for (size_t i = 0; i < plane; ++i)
    for (size_t c = 0; c < 3; ++c) chw[c * plane + i] = static_cast<float>(fitted.rgb[3 * i + c]) / 255.0f;
}

}  // namespace ponte::vision
