#pragma once
// From what a network says to objects in the picture, as nodes.

#include "embed/candidates.h"
#include "embed/masks.h"
#include "embed/suppress.h"

namespace ponte::embed {

/// What the outputs are made of.
struct ObjectSource {
  Candidates candidates;
  Task task = Task::detect;
  int64_t keypoint_numbers = 0;
  ValueId prototypes;     ///< segment: (B, n, h, w) f32
  Placement place;        ///< of all pictures in the network's input
  bool is_whole = false;  ///< the picture is the network's input
};

/// Objects, one row each: what a graph has as outputs, by name, in their order.
using NamedValues = std::vector<std::pair<const char*, ValueId>>;

/// Of one picture `boxes` (n, 4), `scores` (n), `classes` (n) i64, and `masks` (n, H, W) u8, `keypoints` (n, K, 2 or 3)
/// or `rotated_boxes` (n, 5).
NamedValues emit_post(GraphBuilder& b, const ObjectSource& source, const Choices& choices);

/// Of a batch the same as (B, max_detections, …), what is left zeros, and `count` (B) i32.
NamedValues emit_batch_post(GraphBuilder& b, const ObjectSource& source, const Choices& choices);

}  // namespace ponte::embed
