#pragma once
// Masks of objects at the size of the picture, as nodes.

#include "embed/pre.h"

namespace ponte::embed {

/// (m, H, W) bool from the logits (m, h, w) of the prototypes' grid and the boxes (m, 4) in pixels of the picture:
/// where the logit, interpolated, is over 0 and the pixel's corner is inside the box. As src/vision/masks makes them
/// with its default profile.
ValueId emit_masks(GraphBuilder& b, ValueId logits, ValueId boxes, const Placement& place);

}  // namespace ponte::embed
