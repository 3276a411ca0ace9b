#pragma once
// From pictures to a model's input, and from its outputs to what is kept, in pixels of that input.

#include "detector/head_outputs.h"
#include "ponte/predict.h"
#include "vision/letterbox.h"

namespace ponte::detector {

/// A JPEG or PNG file; errors begin with the path.
Result<Image> read_picture(const std::string& path);

/// How a picture is fitted into the model's input. `rect` pads to the next multiple of the coarsest stride only.
Letterbox plan_for(const Image& picture, const Card& card, bool rect);

/// The input (1, 3, H, W) for a picture: the letterbox of `plan`, or for classifiers the middle that fills the input.
Tensor input_of(const Image& picture, const Letterbox& plan, const Card& card, int threads);

/// What NMS is given, best first: the anchors over the threshold, or of an end-to-end head its rows over it.
std::vector<Detection> find_candidates(const HeadOutputs& outputs, const PredictOptions& options);

/// The kept detections, best first.
std::vector<Detection> keep_detections(const HeadOutputs& outputs, const Card& card, const PredictOptions& options);

}  // namespace ponte::detector
