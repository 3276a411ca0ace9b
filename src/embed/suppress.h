#pragma once
// From every anchor to the objects that are kept, as nodes.

#include "embed/candidates.h"

namespace ponte::embed {

/// What a caller chooses when the model runs.
struct Choices {
  ValueId confidence, iou;  ///< f32 numbers
  ValueId max_detections;   ///< an i64 number
  ValueId class_agnostic;   ///< a bool
  ValueId class_mask;       ///< bool (classes)
};

/// The objects of all pictures, picture by picture, best first.
struct Objects {
  ValueId image;    ///< (m) i64: which picture of the batch
  ValueId boxes;    ///< (m, 4) as the candidates' boxes, in pixels of the network's input
  ValueId scores;   ///< (m)
  ValueId classes;  ///< (m) i64
  ValueId extra;    ///< (m, n) or none
};

/// The best candidates over the threshold, equal scores in the order of their anchors, and greedy suppression among
/// them; rotated boxes by probabilistic overlap, in blocks of pairs. As select_and_suppress of src/vision.
Objects emit_objects(GraphBuilder& b, const Candidates& candidates, const Choices& choices, bool rotated);

}  // namespace ponte::embed
