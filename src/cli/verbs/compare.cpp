// ponte compare A B
#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "command.h"
#include "ponte/compare.h"

namespace ponte::cli {

namespace {

struct Arguments {
  Common common;
  CompareOptions options;
  std::string a, b, folder;
};

/// The pictures of a folder, by name.
Result<std::vector<std::string>> pictures_in(const std::string& folder) {
  std::vector<std::string> pictures;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    std::string ending = entry.path().extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (ending == ".jpg" || ending == ".jpeg" || ending == ".png") pictures.push_back(entry.path().string());
  }
  if (failure) return std::unexpected(Error{ErrorKind::usage, folder, failure.message(), ""});
  if (pictures.empty()) return std::unexpected(Error{ErrorKind::usage, folder, "there are no JPEG or PNG files", ""});
  std::ranges::sort(pictures);
  return pictures;
}

void print_json(const Comparison& comparison) {
  Json json;
  json.begin_object().key("stages").begin_array();
  for (const StageDifference& row : comparison.stages) {
    json.begin_object().member("stage", row.stage).member("output", row.output).member("max_abs", row.max_abs);
    json.member("mean_abs", row.mean_abs).member("largest", row.largest).member("cosine", row.cosine).end_object();
  }
  json.end_array().key("detections").begin_object().member("a", comparison.objects_a).member("b", comparison.objects_b);
  json.member("matched", comparison.objects_matched).member("largest_score_change", comparison.largest_score_change);
  json.end_object().member("first_divergence", comparison.first_divergence);
  json.key("engines").begin_array().value(comparison.engine_a).value(comparison.engine_b).end_array().end_object();
  fmt::print("{}\n", json.text());
}

void print_table(const Comparison& comparison) {
  fmt::print("{:12} {:24} {:>12} {:>12} {:>12} {:>12}\n", "stage", "output", "max |d|", "mean |d|", "largest", "cosine");
  for (const StageDifference& row : comparison.stages)
    fmt::print("{:12} {:24} {:>12.3g} {:>12.3g} {:>12.4g} {:>12.9f}\n", row.stage, row.output, row.max_abs, row.mean_abs,
               row.largest, row.cosine);
  fmt::print("{:12} {} and {} kept, {} matched (same class, IoU over 0.9), scores within {:.2g}\n", "detections",
             comparison.objects_a, comparison.objects_b, comparison.objects_matched, comparison.largest_score_change);
  fmt::print("{:12} {} and {}\n", "run in", comparison.engine_a, comparison.engine_b);
  if (comparison.first_divergence.empty()) fmt::print("no stage differs by more than rounding\n");
  else fmt::print("first stage that differs by more than rounding: {}\n", comparison.first_divergence);
}

int check(const Comparison& comparison, double limit) {
  if (limit <= 0) return 0;
  for (const StageDifference& row : comparison.stages)
    if (row.stage == "decoded" && !(row.max_abs <= limit))
      return report_error({ErrorKind::check_failed, "",
                           fmt::format("{} differs by up to {:.3g}, --max-abs is {:g}", row.output, row.max_abs, limit), ""});
  return 0;
}

int run(const Arguments& arguments) {
  CompareOptions options = arguments.options;
  options.threads = arguments.common.threads;
  if (!arguments.folder.empty()) {
    auto pictures = pictures_in(arguments.folder);
    if (!pictures) return report_error(pictures.error());
    options.pictures = std::move(*pictures);
  }
  auto comparison = compare(arguments.a, arguments.b, options);
  if (!comparison) return report_error(comparison.error());
  report_warnings(comparison->warnings, arguments.common);
  if (arguments.common.json) print_json(*comparison);
  else print_table(*comparison);
  return check(*comparison, options.max_abs);
}

std::function<int()> setup(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("A", arguments->a, "A model file of any format that ponte reads")->required();
  app.add_option("B", arguments->b, "Another")->required();
  app.add_option("--images", arguments->folder, "Folder of JPEG and PNG files (default: drawn scenes)");
  app.add_option("--max-abs", arguments->options.max_abs, "Exit 1 when a decoded output differs by more");
  app.add_option("--conf", arguments->options.confidence, "Lowest score of an object")->capture_default_str();
  app.add_option("--iou", arguments->options.iou, "Overlap over which NMS drops the weaker box")->capture_default_str();
  add_common_options(app, arguments->common);
  return [arguments] { return run(*arguments); };
}

}  // namespace

constinit extern const Verb verb_compare{"compare", "Two models on the same inputs, stage by stage", setup};

}  // namespace ponte::cli
