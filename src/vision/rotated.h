#pragma once
// Boxes with an angle.

#include "ponte/objects.h"
#include "vision/box.h"

namespace ponte::vision {

/// How much two boxes overlap as Gaussian distributions: 1 minus their Hellinger distance (Llerena et al. 2021,
/// arXiv 2106.06072), in float32 with Ultralytics' `batch_probiou` epsilons. 1 for equal boxes.
class Gaussian {
 public:
  explicit Gaussian(const RotatedBox& box);
  float overlap(const Gaussian& other) const;

 private:
  float x_, y_;
  float a_, b_, c_;  // the covariance [[a, c], [c, b]]
  float determinant_;
};

/// An upright box turned about its centre by `angle` radians.
RotatedBox rotate_box(const Box& box, float angle);

/// The upright box around a rotated one.
Box bounds_of(const RotatedBox& box);

}  // namespace ponte::vision
