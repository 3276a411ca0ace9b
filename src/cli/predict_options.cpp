#include "predict_options.h"

#include <fmt/format.h>

#include <tuple>

namespace ponte::cli {

void add_predict_options(CLI::App& app, PredictArguments& arguments) {
  PredictOptions& options = arguments.options;
  app.add_option("--conf", options.confidence, "Lowest score of an object (default: 0.25, or the model's own)");
  app.add_option("--iou", options.iou,
                 "Overlap over which NMS drops the weaker box (default: 0.7, or the model's own)");
  app.add_option("--max-det", options.max_detections, "Most objects per picture (default: 300, or the model's own)")
      ->check(CLI::Range(1, 1000000));
  app.add_option("--classes", options.classes, "Only these class numbers")->delimiter(',');
  app.add_flag("--agnostic", options.class_agnostic, "NMS over all classes together");
  app.add_flag("--rect", options.rect, "Pad to the next multiple of the stride only");
  app.add_option("--imgsz", arguments.image_size, "Network input in pixels: N or H,W (default: the checkpoint's own)");
  app.add_flag("--one-to-many", options.one_to_many, "v10 and 26: the head that needs NMS");
  app.add_flag("--nms", options.nms_after_end_to_end, "NMS also on what an end-to-end head gives");
  std::string profiles = fmt::format("Whose rules to follow: {}", fmt::join(profile_names(), ", "));
  app.add_option("--profile", options.profile, profiles)->capture_default_str();
}

Result<PredictOptions> predict_options(const PredictArguments& arguments, const Common& common) {
  PredictOptions options = arguments.options;
  options.threads = common.threads;
  auto size = image_size(arguments.image_size);
  if (!size) return std::unexpected(size.error());
  std::tie(options.image_height, options.image_width) = *size;
  return options;
}

}  // namespace ponte::cli
