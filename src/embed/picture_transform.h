#pragma once
// From pixels of the network's input back to pixels of the picture, as nodes.

#include "embed/pre.h"

namespace ponte::embed {

/// As src/vision/inverse_letterbox does it with its default profile: the border that was put on, each axis its own
/// ratio. All f32.
struct PictureTransform {
  ValueId left, top;
  ValueId gain_x, gain_y;
  ValueId width, height;  ///< of the picture
};

PictureTransform emit_picture_transform(GraphBuilder& b, const Placement& place);

/// (m, 4) x1 y1 x2 y2, clipped to the picture.
ValueId emit_unletterboxed_boxes(GraphBuilder& b, const PictureTransform& way, ValueId boxes);

/// (m, K D) to (m, K, D): x and y, clipped to the picture, and what else there is.
ValueId emit_unletterboxed_keypoints(GraphBuilder& b, const PictureTransform& way, ValueId keypoints, int64_t numbers);

/// (m, 4) cx cy w h and (m, 1) radians to (m, 5). Not clipped: a rotated box may reach over the edge.
ValueId emit_unletterboxed_rotated(GraphBuilder& b, const PictureTransform& way, ValueId boxes, ValueId angles);

/// (m, 5) to the upright boxes around them, (m, 4) x1 y1 x2 y2.
ValueId emit_bounds(GraphBuilder& b, ValueId rotated);

}  // namespace ponte::embed
