#pragma once
// From pixels of a network's input back to pixels of the picture.

#include "ponte/objects.h"
#include "vision/box.h"
#include "vision/letterbox.h"
#include "vision/spec.h"

namespace ponte::vision {

/// Takes the border off and undoes the resizing, in float32 as `scale_boxes` and `scale_coords` do.
class InverseLetterbox {
 public:
  InverseLetterbox(const Letterbox& plan, const Profile& profile);

  /// Clipped to the picture.
  Box box(const Box& box) const;
  Keypoint keypoint(const Keypoint& point) const;
  /// Not clipped: a rotated box may reach over the edge.
  RotatedBox rotated(const RotatedBox& box) const;

 private:
  struct Border {
    float left, top;
  };
  static Border border_of(const Letterbox& plan, Padding padding);

  Border boxes_, keypoints_;
  float gain_x_, gain_y_;
  float width_, height_;
  bool angles_within_quarter_;
};

}  // namespace ponte::vision
