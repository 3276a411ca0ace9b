// ponte predict MODEL IMAGE…
#include <filesystem>
#include <memory>
#include <tuple>

#include <fmt/format.h>

#include "command.h"
#include "ponte/files.h"
#include "ponte/predict.h"

namespace ponte::cli {

namespace {

struct Arguments {
  Common common;
  PredictOptions options;
  std::string model, folder, json_file, image_size;
  std::vector<std::string> pictures;
  bool force = false;
};

void write_object(Json& json, const PictureResult& picture, const FoundObject& object) {
  json.begin_object().member("image", picture.path).member("class", object.class_index).member("name", object.name);
  json.member("confidence", object.confidence).key("box").begin_object();
  json.member("x1", object.x1).member("y1", object.y1).member("x2", object.x2).member("y2", object.y2);
  json.end_object().end_object();
}

std::string rows_json(const std::vector<PictureResult>& pictures) {
  Json json;
  json.begin_array();
  for (const PictureResult& picture : pictures)
    for (const FoundObject& object : picture.objects) write_object(json, picture, object);
  return json.end_array().text();
}

std::string summary_json(const std::vector<PictureResult>& pictures) {
  Json json;
  json.begin_object().key("images").begin_array();
  for (const PictureResult& picture : pictures) {
    json.begin_object().member("image", picture.path).member("width", picture.width).member("height", picture.height);
    json.key("milliseconds").begin_object().member("before", picture.milliseconds_before);
    json.member("model", picture.milliseconds_model).member("after", picture.milliseconds_after).end_object();
    json.key("objects").begin_array();
    for (const FoundObject& object : picture.objects) write_object(json, picture, object);
    json.end_array().end_object();
  }
  return json.end_array().end_object().text();
}

void print_objects(const PictureResult& picture) {
  fmt::print("{}  {} x {}, {} object{}, {:.1f} + {:.1f} + {:.1f} ms\n", picture.path, picture.width, picture.height,
             picture.objects.size(), picture.objects.size() == 1 ? "" : "s", picture.milliseconds_before,
             picture.milliseconds_model, picture.milliseconds_after);
  for (const FoundObject& o : picture.objects)
    fmt::print("  {:16} {:.2f}   {:7.1f} {:7.1f} {:7.1f} {:7.1f}\n", o.name, o.confidence, o.x1, o.y1, o.x2, o.y2);
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

int run(const Arguments& arguments) {
  if (auto prepared = prepare_folder(arguments); !prepared) return report_error(prepared.error());
  PredictOptions options = arguments.options;
  options.threads = arguments.common.threads;
  auto size = image_size(arguments.image_size);
  if (!size) return report_error(size.error());
  std::tie(options.image_height, options.image_width) = *size;
  auto predictor = Predictor::open(arguments.model, options);
  if (!predictor) return report_error(predictor.error());
  std::vector<PictureResult> results;
  for (const std::string& picture : arguments.pictures) {
    auto result = predictor->predict(picture);
    if (!result) return report_error(result.error());
    if (!arguments.folder.empty()) {
      std::string path = annotated_path(arguments, picture);
      if (auto drawn = predictor->annotate(*result, path, arguments.force); !drawn) return report_error(drawn.error());
    }
    if (!arguments.common.json) print_objects(*result);
    results.push_back(std::move(*result));
  }
  report_warnings(predictor->warnings(), arguments.common);
  if (arguments.common.json) fmt::print("{}\n", summary_json(results));
  if (!arguments.json_file.empty()) {
    auto written = save_file(arguments.json_file, rows_json(results) + "\n", arguments.force);
    if (!written) return report_error(written.error());
  }
  return 0;
}

std::function<int()> setup(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  PredictOptions& options = arguments->options;
  app.add_option("MODEL", arguments->model, "A .pt or .onnx file")->required();
  app.add_option("IMAGE", arguments->pictures, "JPEG or PNG files")->required();
  app.add_option("-o,--output", arguments->folder, "Folder for pictures with the objects drawn on them");
  app.add_option("--conf", options.confidence, "Lowest score of an object")->capture_default_str();
  app.add_option("--iou", options.iou, "Overlap over which NMS drops the weaker box")->capture_default_str();
  app.add_option("--max-det", options.max_detections, "Most objects per picture")->capture_default_str()->check(CLI::Range(1, 1000000));
  app.add_option("--classes", options.classes, "Only these class numbers")->delimiter(',');
  app.add_flag("--agnostic", options.class_agnostic, "NMS over all classes together");
  app.add_flag("--rect", options.rect, "Pad to the next multiple of the stride only");
  app.add_option("--imgsz", arguments->image_size, "Network input in pixels: N or H,W (default: the checkpoint's own)");
  app.add_flag("--one-to-many", options.one_to_many, "v10 and 26: the head that needs NMS");
  app.add_option("--save-json", arguments->json_file, "File for one JSON row per object");
  app.add_flag("--force", arguments->force, "Overwrite files that exist");
  add_common_options(app, arguments->common);
  return [arguments] { return run(*arguments); };
}

}  // namespace

constinit extern const Verb verb_predict{"predict", "Find objects in pictures", setup};

}  // namespace ponte::cli
