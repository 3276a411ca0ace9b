#pragma once
// From a picture to the network's input, as nodes.

#include "graph/builder.h"
#include "ponte/card.h"
#include "uses/embed.h"

namespace ponte::embed {

/// Sizes as numbers of the graph (i64).
struct GraphSize {
  ValueId height, width;
};

/// Where a picture lies in a box of another size.
struct Placement {
  GraphSize image, resized, box;
  ValueId gain;       ///< resized over image before rounding, f64
  ValueId left, top;  ///< i64; what remains is at the right and bottom
};

/// Fits a picture into a box, its middle in the middle, as plan_letterbox of src/vision does. With `stride` not 0 the
/// box shrinks until less than a stride is empty in each direction.
Placement emit_placement(GraphBuilder& b, const GraphSize& image, const GraphSize& box, int64_t stride = 0);

/// (B, H, W, 3) u8 to (B, 3, h, w) f32 between 0 and 255: OpenCV's INTER_LINEAR on 8 bits bit by bit, grey 114 around.
/// All arithmetic on pixels is on whole numbers below 2^24, so that float32 is exact in any order of operations.
ValueId emit_letterbox(GraphBuilder& b, ValueId images, const Placement& place);

/// The same for a classifier of size x size: the shorter edge resized with antialias as Pillow does, the middle cut
/// out; width and height that differ are resized to as they are. Needs opset 18.
ValueId emit_classifier_fit(GraphBuilder& b, ValueId images, int64_t height, int64_t width);

/// (B, 3, h, w) f32 of 0 to 255 to what the card says the network takes.
ValueId emit_values(GraphBuilder& b, ValueId pixels, const Card& card, bool bgr, DType dtype);

}  // namespace ponte::embed
