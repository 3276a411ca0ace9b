#include "measure/inputs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace ponte::measure {

namespace {

// The standard fixes this generator's numbers, but not those of its distributions.
using Generator = std::mt19937_64;

float uniform(Generator& generator) { return static_cast<float>(generator() >> 40) * 0x1p-24f; }

float between(Generator& generator, float low, float high) { return low + (high - low) * uniform(generator); }

struct Shape2d {
  bool is_disc;
  float x, y;           // centre, as fractions of the picture
  float width, height;  // half sizes
};

/// 1 inside, 0 outside, and a slope of a fiftieth of the picture between.
float coverage(const Shape2d& shape, float x, float y) {
  float dx = std::abs(x - shape.x), dy = std::abs(y - shape.y);
  float outside = std::max(dx - shape.width, dy - shape.height);
  if (shape.is_disc) outside = std::sqrt(dx * dx + dy * dy) - shape.width;
  return std::clamp(0.5f - outside * 50, 0.0f, 1.0f);
}

constexpr size_t kShapes = 7;

/// One channel of one scene: the shapes are shared by the channels, their colours are not.
void draw_channel(std::span<const Shape2d> shapes, Generator& generator, int64_t height, int64_t width, float* out) {
  float ground = between(generator, 0.2f, 0.6f), slope = between(generator, -0.3f, 0.3f);
  std::array<float, kShapes> colours;
  for (float& colour : colours) colour = uniform(generator);
  for (int64_t row = 0; row < height; ++row) {
    float y = (static_cast<float>(row) + 0.5f) / static_cast<float>(height);
    for (int64_t column = 0; column < width; ++column) {
      float x = (static_cast<float>(column) + 0.5f) / static_cast<float>(width);
      float value = ground + slope * (x - y);
      for (size_t i = 0; i < shapes.size(); ++i) value += (colours[i] - value) * coverage(shapes[i], x, y);
      *out++ = std::clamp(value, 0.0f, 1.0f);
    }
  }
}

}  // namespace

Tensor noise_input(const Dims& dims, uint64_t seed) {
  int64_t count = element_count(dims).value_or(0);
  Generator generator(seed);
  std::vector<float> values(static_cast<size_t>(count));
  for (float& value : values) value = uniform(generator);
  return Tensor::of(std::move(values), dims);
}

Tensor picture_input(const Dims& nchw, uint64_t seed) {
  int64_t batch = nchw[0], channels = nchw[1], height = nchw[2], width = nchw[3];
  std::vector<float> values(static_cast<size_t>(batch * channels * height * width));
  Generator generator(seed);
  float* out = values.data();
  for (int64_t image = 0; image < batch; ++image) {
    std::array<Shape2d, kShapes> shapes;
    for (Shape2d& shape : shapes)
      shape = {uniform(generator) < 0.5f, uniform(generator), uniform(generator), between(generator, 0.04f, 0.3f),
               between(generator, 0.04f, 0.3f)};
    for (int64_t channel = 0; channel < channels; ++channel, out += height * width)
      draw_channel(shapes, generator, height, width, out);
  }
  return Tensor::of(std::move(values), nchw);
}

}  // namespace ponte::measure
