#pragma once
// Models that take pictures or give objects themselves (`convert --embed`).

#include "detector/detections.h"

namespace ponte::detector {

/// True when the model's input is a picture: uint8 (H, W, 3).
bool takes_pictures(const RunnableDetector& detector);

/// The picture as such a model takes it.
Tensor picture_tensor(const Image& picture, const Card& card);

/// What a model with suppression inside gave, in pixels of the picture. Where it could not be told the thresholds
/// (runtime_thresholds.h), a higher `options.confidence`, `classes` and `max_detections` choose among what it found.
Result<std::vector<FoundObject>> embedded_objects(const std::vector<Tensor>& tensors, const RunnableDetector& detector,
                                                  const Letterbox& plan, const PredictOptions& options);

}  // namespace ponte::detector
