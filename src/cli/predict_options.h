#pragma once
// The options of the verbs that look at pictures.

#include "command.h"
#include "ponte/predict.h"

namespace ponte::cli {

struct PredictArguments {
  PredictOptions options;
  std::string image_size;
};

/// --conf, --iou, --max-det, --classes, --agnostic, --rect, --imgsz, --one-to-many, --nms, --profile.
void add_predict_options(CLI::App& app, PredictArguments& arguments);
Result<PredictOptions> predict_options(const PredictArguments& arguments, const Common& common);

}  // namespace ponte::cli
