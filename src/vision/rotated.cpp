#include "vision/rotated.h"

#include <algorithm>
#include <cmath>

namespace ponte::vision {

namespace {

constexpr float kEpsilon = 1e-7f;
constexpr float kFar = 100.0f;

float square(float x) { return x * x; }

}  // namespace

Gaussian::Gaussian(const RotatedBox& box) : x_(box.cx), y_(box.cy) {
  float along = square(box.width) / 12, across = square(box.height) / 12;
  float cosine = std::cos(box.angle), sine = std::sin(box.angle);
  a_ = along * square(cosine) + across * square(sine);
  b_ = along * square(sine) + across * square(cosine);
  c_ = (along - across) * cosine * sine;
  determinant_ = std::max(a_ * b_ - square(c_), 0.0f);
}

float Gaussian::overlap(const Gaussian& other) const {
  float a = a_ + other.a_, b = b_ + other.b_, c = c_ + other.c_;
  float dx = x_ - other.x_, dy = y_ - other.y_;
  float determinant = a * b - square(c);
  float shift = (a * square(dy) + b * square(dx)) / (determinant + kEpsilon) * 0.25f;
  float skew = c * -dx * dy / (determinant + kEpsilon) * 0.5f;
  // Far apart nothing that comes can bring the distance below its upper limit; the logarithm is not needed.
  if (shift + skew > kFar + 10) return 1 - std::sqrt(1.0f - std::exp(-kFar) + kEpsilon);
  float apart = 4 * std::sqrt(determinant_ * other.determinant_) + kEpsilon;
  float spread = std::log(determinant / apart + kEpsilon) * 0.5f;
  float distance = std::clamp(shift + skew + spread, kEpsilon, kFar);
  return 1 - std::sqrt(1.0f - std::exp(-distance) + kEpsilon);
}

RotatedBox rotate_box(const Box& box, float angle) {
  return {(box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2, box.x2 - box.x1, box.y2 - box.y1, angle};
}

Box bounds_of(const RotatedBox& box) {
  auto corners = corners_of(box);
  Box bounds{corners[0].first, corners[0].second, corners[0].first, corners[0].second};
  for (auto [x, y] : corners)
    bounds = {std::min(bounds.x1, x), std::min(bounds.y1, y), std::max(bounds.x2, x), std::max(bounds.y2, y)};
  return bounds;
}

}  // namespace ponte::vision

namespace ponte {

using namespace vision;

std::array<std::pair<float, float>, 4> corners_of(const RotatedBox& box) {
  float cosine = std::cos(box.angle), sine = std::sin(box.angle);
  float ux = box.width / 2 * cosine, uy = box.width / 2 * sine;
  float vx = -box.height / 2 * sine, vy = box.height / 2 * cosine;
  return {{{box.cx + ux + vx, box.cy + uy + vy},
           {box.cx + ux - vx, box.cy + uy - vy},
           {box.cx - ux - vx, box.cy - uy - vy},
           {box.cx - ux + vx, box.cy - uy + vy}}};
}

}  // namespace ponte
