// ponte predict MODEL IMAGE…
#include <filesystem>
#include <memory>
#include <tuple>

#include <fmt/format.h>

#include "command.h"
#include "ponte/files.h"
#include "ponte/pictures.h"
#include "ponte/predict.h"
#include "predict_json.h"
#include "text.h"

namespace ponte::cli {

namespace {

constexpr double kDegrees = 180 / 3.14159265358979;

struct Arguments {
  Common common;
  PredictOptions options;
  std::string model, folder, json_file, image_size;
  std::vector<std::string> pictures;
  bool force = false;
};

void print_objects(const PictureResult& picture) {
  size_t count = picture.objects.size();
  std::string found = picture.probabilities.empty() ? fmt::format("{} object{}, ", count, count == 1 ? "" : "s") : "";
  fmt::print("{}  {} x {}, {}{:.1f} + {:.1f} + {:.1f} ms\n", printable(picture.path), picture.width, picture.height, found,
             picture.milliseconds_before, picture.milliseconds_model, picture.milliseconds_after);
  for (const FoundObject& o : picture.objects) {
    fmt::print("  {:16} {:.2f}   {:7.1f} {:7.1f} {:7.1f} {:7.1f}", printable(o.name), o.confidence, o.x1, o.y1, o.x2, o.y2);
    if (o.rotated_box) fmt::print("   {:.1f} degrees", static_cast<double>(o.rotated_box->angle) * kDegrees);
    fmt::print("\n");
  }
  for (const ClassProbability& row : picture.probabilities) fmt::print("  {:24} {:.4f}\n", printable(row.name), row.probability);
}

/// DIR/NAME of the picture; a format that cannot be written becomes JPEG.
std::string annotated_path(const Arguments& arguments, const std::string& picture) {
  std::filesystem::path name = std::filesystem::path(picture).filename();
  if (name.extension() != ".png" && name.extension() != ".jpg" && name.extension() != ".jpeg") name.replace_extension(".jpg");
  return (std::filesystem::path(arguments.folder) / name).string();
}

Result<> prepare_folder(const Arguments& arguments) {
  if (arguments.folder.empty()) return {};
  std::error_code failure;
  std::filesystem::create_directories(arguments.folder, failure);
  if (failure) return std::unexpected(Error{ErrorKind::usage, arguments.folder, failure.message(), ""});
  return {};
}

/// What comes of each picture, and what of the whole run.
struct Run {
  const Arguments& arguments;
  std::vector<PictureResult> results;
  int code = 0;

  /// False when the run cannot go on.
  bool take(Result<PictureResult> result) {
    if (!result) {
      // One bad picture among many does not end the work.
      code = report_error(result.error());
      return true;
    }
    if (!arguments.folder.empty()) {
      auto drawn = annotate(*result, annotated_path(arguments, result->path), arguments.force);
      if (!drawn) {
        code = report_error(drawn.error());
        return false;
      }
    }
    if (!arguments.common.json) print_objects(*result);
    result->pixels.reset();
    if (!arguments.common.json && arguments.json_file.empty()) return true;
    results.push_back(std::move(*result));
    return true;
  }
};

Result<> visit_all(const Arguments& arguments, const std::vector<std::string>& pictures, Predictor& predictor, Run& run) {
  ProgressCallback progress = pictures.size() > 1 ? progress_on_stderr(arguments.common) : nullptr;
  size_t done = 0;
  return predictor.predict_each(pictures, [&](const std::string&, Result<PictureResult> result) {
    bool go_on = run.take(std::move(result));
    double fraction = static_cast<double>(++done) / static_cast<double>(pictures.size());
    if (progress) progress({"pictures", fraction});
    return go_on;
  });
}

int run(const Arguments& arguments) {
  if (auto prepared = prepare_folder(arguments); !prepared) return report_error(prepared.error());
  PredictOptions options = arguments.options;
  options.threads = arguments.common.threads;
  auto size = image_size(arguments.image_size);
  if (!size) return report_error(size.error());
  std::tie(options.image_height, options.image_width) = *size;
  auto pictures = find_pictures(arguments.pictures);
  if (!pictures) return report_error(pictures.error());
  auto predictor = Predictor::open(arguments.model, options);
  if (!predictor) return report_error(predictor.error());
  report_warnings(predictor->warnings(), arguments.common);
  Run run{arguments, {}};
  if (auto done = visit_all(arguments, *pictures, *predictor, run); !done) return report_error(done.error());
  if (arguments.common.json) fmt::print("{}\n", summary_json(run.results));
  if (!arguments.json_file.empty()) {
    auto written = save_file(arguments.json_file, rows_json(run.results) + "\n", arguments.force);
    if (!written) return report_error(written.error());
  }
  return run.code;
}

std::function<int()> setup(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  PredictOptions& options = arguments->options;
  app.add_option("MODEL", arguments->model, "A model file")->required();
  app.add_option("IMAGE", arguments->pictures, "JPEG or PNG files, folders of them, patterns like 'a/*.jpg', lists of paths in .txt files")->required();
  app.add_option("-o,--output", arguments->folder, "Folder for pictures with the objects drawn on them");
  app.add_option("--conf", options.confidence, "Lowest score of an object")->capture_default_str();
  app.add_option("--iou", options.iou, "Overlap over which NMS drops the weaker box")->capture_default_str();
  app.add_option("--max-det", options.max_detections, "Most objects per picture")->capture_default_str()->check(CLI::Range(1, 1000000));
  app.add_option("--classes", options.classes, "Only these class numbers")->delimiter(',');
  app.add_flag("--agnostic", options.class_agnostic, "NMS over all classes together");
  app.add_flag("--rect", options.rect, "Pad to the next multiple of the stride only");
  app.add_option("--imgsz", arguments->image_size, "Network input in pixels: N or H,W (default: the checkpoint's own)");
  app.add_flag("--one-to-many", options.one_to_many, "v10 and 26: the head that needs NMS");
  app.add_flag("--nms", options.nms_after_end_to_end, "NMS also on what an end-to-end head gives");
  app.add_flag("--network-masks", options.network_masks, "Also the masks on the pixels of the network's input");
  app.add_option("--profile", options.profile, fmt::format("Whose rules to follow: {}", fmt::join(profile_names(), ", ")))
      ->capture_default_str();
  app.add_option("--save-json", arguments->json_file, "File for one JSON row per object");
  app.add_flag("--force", arguments->force, "Overwrite files that exist");
  add_common_options(app, arguments->common);
  return [arguments] { return run(*arguments); };
}

}  // namespace

constinit extern const Verb verb_predict{"predict", "Find objects in pictures", setup};

}  // namespace ponte::cli
