#pragma once
// From what is kept in a network's input to objects in pixels of the picture.

#include "detector/detections.h"

namespace ponte::detector {

/// Objects with the masks, keypoints or rotated boxes of the task. A usage error when their masks together would take
/// more memory than is reasonable.
Result<std::vector<FoundObject>> find_objects(const HeadOutputs& outputs, const Letterbox& plan, const Card& card,
                                              const PredictOptions& options);

/// The best few classes, best first.
std::vector<ClassProbability> best_classes(const std::vector<float>& probabilities, const Card& card,
                                           const PredictOptions& options);

inline Box box_of(const FoundObject& object) { return {object.x1, object.y1, object.x2, object.y2}; }

}  // namespace ponte::detector
