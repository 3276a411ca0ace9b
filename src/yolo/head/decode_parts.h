#pragma once
// The steps of decoding, shared by all output layouts. Columns are anchors: (B, n, A).

#include "graph/builder.h"
#include "yolo/head/head.h"

namespace ponte::yolo {

enum class BoxCoding { centre_size, corners };

struct DecodedParts {
  ValueId boxes;   ///< (B, 4, A) pixels of the network input
  ValueId scores;  ///< (B, classes, A) after sigmoid
  ValueId extra;   ///< (B, n, A) decoded mask coefficients, keypoints or angle; or none
};

/// Anchor-free heads. Corners of an obb would ignore its angle: ask for centre_size.
DecodedParts emit_parts(GraphBuilder& builder, const Head& head, BoxCoding form);

/// Whether the sizes of all levels are known, and their cells few enough to be constants.
bool can_decode_levels(GraphBuilder& builder, const Head& head);
/// (B, 4, A) boxes in pixels, computed level by level with coordinates along the last axis.
ValueId emit_level_boxes(GraphBuilder& builder, const Head& head, BoxCoding form);

/// Anchor-based heads: rows (B, A, 5 + classes + masks) of cx cy w h, objectness, class probabilities, masks.
ValueId emit_anchored_rows(GraphBuilder& builder, const Head& head);
/// The same as columns, boxes cx cy w h, scores = objectness x class.
DecodedParts emit_anchored_parts(GraphBuilder& builder, const Head& head);

/// The rows (B, K, width) of (B, A, width) that the indices (B, K, 1) name.
ValueId gather_rows(GraphBuilder& builder, ValueId rows, ValueId indices, int64_t width, std::string_view name);

/// (B, min(max_detections, A), 6 + extra): the best anchors by their best class, then the best (anchor, class) pairs.
ValueId emit_best_rows(GraphBuilder& builder, const Head& head, const DecodedParts& parts);

/// Rows of detections, best first, the rest zeros, and how many there are.
struct Detections {
  ValueId rows;   ///< (B, n, 6 + extra): x1 y1 x2 y2 (obb: cx cy w h) in pixels, score, class, extra
  ValueId count;  ///< (B) int32
};

/// Class-wise greedy suppression of the best 1000 anchors by their best class; corners wanted, of an obb centre and
/// size. Equal to the greedy algorithm as long as no chain of boxes that remove one another is longer than 16.
Detections emit_suppressed(GraphBuilder& builder, const Head& head, const DecodedParts& parts,
                           const Suppression& wanted);

/// The rows of emit_best_rows that are good enough.
Detections emit_confident(GraphBuilder& builder, ValueId rows, const Suppression& wanted);

}  // namespace ponte::yolo
