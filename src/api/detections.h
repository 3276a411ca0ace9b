#pragma once
// From a runnable detector's outputs to objects in pixels of the picture.

#include "api/runnable.h"
#include "ponte/predict.h"
#include "vision/letterbox.h"
#include "vision/nms.h"

namespace ponte {

/// A JPEG or PNG file; errors begin with the path.
Result<Image> read_picture(const std::string& path);

/// How a picture is fitted into the model's input. `rect` pads to the next multiple of the coarsest stride only.
Letterbox plan_for(const Image& picture, const Card& card, bool rect);

/// The kept detections, in pixels of the network's input, best first. `outputs` are those of `detector`.
Result<std::vector<Detection>> detections_of(const std::vector<Tensor>& outputs, const RunnableDetector& detector,
                                             const PredictOptions& options);

}  // namespace ponte
