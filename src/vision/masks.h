#pragma once
// Masks of objects, evaluated inside their boxes only.

#include <span>

#include "ponte/objects.h"
#include "vision/box.h"
#include "vision/letterbox.h"
#include "vision/spec.h"

namespace ponte::vision {

/// The maps that every mask of a picture is a weighted sum of: count planes of height x width.
struct Prototypes {
  const float* data = nullptr;
  int count = 0, height = 0, width = 0;
};

/// Makes the masks of one picture: where the logit, interpolated between the prototypes' cells, is over 0. With the
/// plan of the picture this is Ultralytics' `process_mask_native` ("retina masks"). The prototypes must outlive it;
/// threads may share it.
class MaskMaker {
 public:
  /// `objects`: how many the picture has.
  MaskMaker(const Prototypes& prototypes, const Letterbox& plan, const Profile& profile, size_t objects);

  /// The same on the pixels of the network's input, boxes too: Ultralytics' `process_mask`, its default.
  static MaskMaker on_input(const Prototypes& prototypes, const Letterbox& plan, const Profile& profile,
                            size_t objects);

  /// `box` in pixels of the picture; one coefficient per prototype. The mask's window is the box within the picture,
  /// a few pixels more where it was cut on the grid.
  Mask make(std::span<const float> coefficients, const Box& box) const;

  /// Where pixels of the picture lie along one axis of the grid of logits: (pixel + 0.5) * scale + offset, kept
  /// within the centres of the first and the last cell that are looked at.
  struct Axis {
    double scale, offset;
    int first, last;
  };

 private:
  Prototypes prototypes_;
  CropRule crop_;
  int picture_width_, picture_height_;
  int times_ = 1;  ///< size of the grid of logits over that of the prototypes' grid
  bool cut_on_grid_ = false;
  Axis x_, y_;
};

/// True when a mask has no pixel.
bool is_empty(const Mask& mask);

}  // namespace ponte::vision
