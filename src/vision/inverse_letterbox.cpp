#include "vision/inverse_letterbox.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ponte::vision {

InverseLetterbox::InverseLetterbox(const Letterbox& plan, const Profile& profile)
    : boxes_(border_of(plan, profile.box_padding)),
      keypoints_(border_of(plan, profile.keypoint_padding)),
      gain_x_(static_cast<float>(plan.ratio)),
      gain_y_(static_cast<float>(plan.ratio)),
      width_(static_cast<float>(plan.image_width)),
      height_(static_cast<float>(plan.image_height)),
      angles_within_quarter_(profile.angles_within_quarter) {
  if (!profile.gain_per_axis) return;
  gain_x_ = static_cast<float>(static_cast<double>(plan.resized_width) / plan.image_width);
  gain_y_ = static_cast<float>(static_cast<double>(plan.resized_height) / plan.image_height);
}

InverseLetterbox::Border InverseLetterbox::border_of(const Letterbox& plan, Padding padding) {
  if (padding == Padding::applied) return {static_cast<float>(plan.left), static_cast<float>(plan.top)};
  double left = (plan.width - plan.image_width * plan.ratio) / 2;
  double top = (plan.height - plan.image_height * plan.ratio) / 2;
  if (padding == Padding::recomputed) left = std::nearbyint(left - 0.1), top = std::nearbyint(top - 0.1);
  return {static_cast<float>(left), static_cast<float>(top)};
}

Box InverseLetterbox::box(const Box& box) const {
  auto x = [&](float value) { return std::clamp((value - boxes_.left) / gain_x_, 0.0f, width_); };
  auto y = [&](float value) { return std::clamp((value - boxes_.top) / gain_y_, 0.0f, height_); };
  return {x(box.x1), y(box.y1), x(box.x2), y(box.y2)};
}

Keypoint InverseLetterbox::keypoint(const Keypoint& point) const {
  return {std::clamp((point.x - keypoints_.left) / gain_x_, 0.0f, width_),
          std::clamp((point.y - keypoints_.top) / gain_y_, 0.0f, height_), point.visibility};
}

RotatedBox InverseLetterbox::rotated(const RotatedBox& box) const {
  RotatedBox result{(box.cx - boxes_.left) / gain_x_, (box.cy - boxes_.top) / gain_y_, box.width / gain_x_,
                    box.height / gain_y_, box.angle};
  if (!angles_within_quarter_) return result;
  constexpr float kHalfTurn = std::numbers::pi_v<float>, kQuarter = kHalfTurn / 2;
  auto within = [](float angle, float range) { return angle - range * std::floor(angle / range); };
  if (within(box.angle, kHalfTurn) >= kQuarter) std::swap(result.width, result.height);
  result.angle = within(box.angle, kQuarter);
  return result;
}

}  // namespace ponte::vision
