#pragma once
// From a head's raw maps to outputs a program can use, as nodes of the graph.

#include "graph/builder.h"
#include "yolo/head/head.h"

namespace ponte::yolo {

/// Makes the head's outputs of the given layout the outputs of the graph:
/// - joint: `output0` (B, 4 + classes + extra, A) with boxes cx cy w h in pixels of the network input (anchor-based:
///   (B, A, 5 + classes + masks)); segment adds `output1`, the prototypes; classify `output0` (B, classes).
/// - end_to_end: `output0` (B, min(max_detections, A), 6 + extra): x1 y1 x2 y2 (obb: cx cy w h), score, class, extra.
/// - split: `boxes` (B, A, 4) x1 y1 x2 y2, `scores` (B, A, classes), and `mask_coefficients` (B, A, n), `prototypes`,
///   `keypoints` (B, A, K, 2 or 3), `angles` (B, A, 1) where the task has them; classify `probabilities`.
/// - detections: `detections` (B, n, 6 + extra) after suppression as head.suppression says, x1 y1 x2 y2 score class
///   extra, empty rows zeros; `count` (B) int32; and `prototypes`.
/// - levels: the raw maps: `boxes_p3`, `scores_p3`, `extra_p3`, …, numbered by log2 of the stride;
///   head.training_levels as `one_to_many_boxes_p3`, ….
/// Formulas: Ultralytics' nn/modules/head.py and utils/tal.py (8.4), YOLOv5's models/yolo.py (7.0).
Result<> emit_outputs(GraphBuilder& builder, const Head& head, HeadLayout layout);

/// Its name in HeadLayout::split.
const char* extra_output_name(Extra extra);

/// The joint layout that the family's own export has: end_to_end for a head that needs no NMS.
inline HeadLayout natural_layout(const Head& head) {
  return head.end_to_end ? HeadLayout::end_to_end : HeadLayout::joint;
}

}  // namespace ponte::yolo
