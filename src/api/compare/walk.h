#pragma once
// The way of one picture through one model, with every stage kept.

#include "detector/picture_model.h"
#include "uses/api.h"

namespace ponte::api {

/// One of the two models, with its raw maps where they can be seen.
struct Side {
  PictureModel model;
  std::optional<RunnableDetector> raw;
  std::string why_no_raw;

  const RunnableDetector& detector() const { return model.detector(); }
  bool takes_whole_pictures() const { return model.fitting().whole; }
};

struct StageTrace {
  FittedPicture fitted;
  std::vector<Tensor> raw, outputs;
  std::optional<HeadOutputs> head;   ///< none of classifiers and of models with suppression inside
  std::vector<float> probabilities;  ///< of classifiers
  std::vector<Detection> candidates;
  PictureResult result;
};

/// What is walked with: a file, or a scene drawn for the model where there is none.
struct Sample {
  std::string name;
  std::shared_ptr<const Image> pixels;  ///< decoded once for both models
  std::optional<Tensor> tensor;         ///< of a scene for a network without three channels: its input as it is
};

/// Both models, at one size where that can be had.
Result<std::pair<Side, Side>> open_sides(const std::string& a, const std::string& b, const PredictOptions& options);

Result<Sample> read_sample(const std::string& path);
Sample draw_sample(const Side& side, uint64_t seed);

Result<StageTrace> walk(Side& side, const Sample& sample);

}  // namespace ponte::api
