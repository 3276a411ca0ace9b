// ponte predict MODEL IMAGE…
#include "ponte/predict.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <memory>

#include "command.h"
#include "ponte/against.h"
#include "ponte/files.h"
#include "ponte/pictures.h"
#include "predict_json.h"
#include "predict_options.h"
#include "text.h"

namespace ponte::cli::verbs_predict {

namespace {

constexpr double kDegrees = 180 / 3.14159265358979;

struct Arguments {
  Common common;
  PredictArguments ways;
  std::string model, other, folder, json_file;
  std::vector<std::string> pictures;
  bool force = false;
};

std::string object_line(const FoundObject& o) {
  std::string line = fmt::format("{:16} {:.2f}   {:7.1f} {:7.1f} {:7.1f} {:7.1f}", printable(o.name), o.confidence,
                                 o.x1, o.y1, o.x2, o.y2);
  if (o.rotated_box) line += fmt::format("   {:.1f} degrees", static_cast<double>(o.rotated_box->angle) * kDegrees);
  return line;
}

void print_objects(const PictureResult& picture) {
  size_t count = picture.objects.size();
  std::string found = picture.probabilities.empty() ? fmt::format("{} object{}, ", count, count == 1 ? "" : "s") : "";
  fmt::print("{}  {} x {}, {}{:.1f} + {:.1f} + {:.1f} ms\n", printable(picture.path), picture.width, picture.height,
             found, picture.milliseconds_before, picture.milliseconds_model, picture.milliseconds_after);
  for (const FoundObject& object : picture.objects) fmt::print("  {}\n", object_line(object));
  for (const ClassProbability& row : picture.probabilities)
    fmt::print("  {:24} {:.4f}\n", printable(row.name), row.probability);
}

/// DIR/NAME of the picture; a format that cannot be written becomes JPEG.
std::string annotated_path(const Arguments& arguments, const std::string& picture) {
  std::filesystem::path name = std::filesystem::path(picture).filename();
  std::string ending = name.extension().string();
  if (ending != ".png" && ending != ".jpg" && ending != ".jpeg") name.replace_extension(".jpg");
  return (std::filesystem::path(arguments.folder) / name).string();
}

Result<> prepare_folder(const Arguments& arguments) {
  if (arguments.folder.empty()) return {};
  std::error_code failure;
  std::filesystem::create_directories(arguments.folder, failure);
  if (failure) return std::unexpected(Error{ErrorKind::usage, arguments.folder, failure.message(), ""});
  return {};
}

void print_against(const PictureResult& picture, const PictureResult& other) {
  ObjectMatches matches = match_objects(picture, other);
  float change = 0;
  for (const ObjectMatches::Pair& pair : matches.pairs) change = std::max(change, std::abs(pair.score_change));
  fmt::print("  against: {} matched, scores within {:.3f}, {} lost, {} new\n", matches.pairs.size(), change,
             matches.lost.size(), matches.added.size());
  for (int i : matches.lost) fmt::print("  lost {}\n", object_line(picture.objects[static_cast<size_t>(i)]));
  for (int i : matches.added) fmt::print("  new  {}\n", object_line(other.objects[static_cast<size_t>(i)]));
}

/// What comes of each picture, and what of the whole run.
struct Run {
  const Arguments& arguments;
  Predictor predictor;
  std::optional<Predictor> other;
  std::vector<PictureResult> results, others;
  double milliseconds_per_image = 0;  // of the clock on the wall, drawing included
  int code = 0;

  bool failed(const Error& error) {
    code = report_error(error);
    return true;
  }

  Result<> draw(const PictureResult& result, const PictureResult* against) const {
    if (arguments.folder.empty()) return {};
    std::string path = annotated_path(arguments, result.path);
    if (against) return annotate_against(result, *against, path, arguments.force);
    return annotate(result, path, arguments.force);
  }

  /// False when the run cannot go on.
  bool take(Result<PictureResult> result) {
    // One bad picture among many does not end the work.
    if (!result) return failed(result.error());
    std::optional<PictureResult> against;
    if (other) {
      auto seen = other->predict(result->path);
      if (!seen) return !failed(seen.error());
      against = std::move(*seen);
    }
    if (auto drawn = draw(*result, against ? &*against : nullptr); !drawn) return !failed(drawn.error());
    if (!arguments.common.json) print_objects(*result);
    if (!arguments.common.json && against) print_against(*result, *against);
    keep(std::move(*result), std::move(against));
    return true;
  }

 private:
  void keep(PictureResult result, std::optional<PictureResult> against) {
    if (!arguments.common.json && arguments.json_file.empty()) return;
    result.pixels.reset();
    results.push_back(std::move(result));
    if (!against) return;
    against->pixels.reset();
    others.push_back(std::move(*against));
  }
};

Result<> visit_all(const std::vector<std::string>& pictures, Run& run) {
  // Where lines about the pictures go to the same screen they are progress enough.
  bool lines = isatty(STDOUT_FILENO) != 0;
  ProgressCallback progress = pictures.size() > 1 && !lines ? progress_on_stderr(run.arguments.common) : nullptr;
  auto begin = std::chrono::steady_clock::now();
  size_t done = 0;
  auto seen = run.predictor.predict_each(pictures, [&](const std::string&, Result<PictureResult> result) {
    bool go_on = run.take(std::move(result));
    double fraction = static_cast<double>(++done) / static_cast<double>(pictures.size());
    if (progress) progress({"pictures", fraction});
    return go_on;
  });
  if (!seen) return seen;
  std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
  run.milliseconds_per_image = taken.count() / static_cast<double>(std::max<size_t>(done, 1));
  if (!run.arguments.common.json && done > 1)
    fmt::print("{} pictures in {:.2f} s, {:.1f} ms each\n", done, taken.count() / 1e3, run.milliseconds_per_image);
  return {};
}

/// The second model sees the pictures in the same way where it can: a file of fixed size has its own.
Result<Predictor> open_other(const std::string& model, PredictOptions options) {
  auto opened = Predictor::open(model, options);
  if (opened || opened.error().kind != ErrorKind::usage) return opened;
  options.image_height = options.image_width = 0;
  options.one_to_many = false;
  return Predictor::open(model, options);
}

int write_results(const Run& run) {
  const Arguments& arguments = run.arguments;
  if (arguments.common.json) fmt::print("{}\n", summary_json(run.results, run.others, run.milliseconds_per_image));
  if (arguments.json_file.empty()) return run.code;
  auto written = save_file(arguments.json_file, rows_json(run.results) + "\n", arguments.force);
  return written ? run.code : report_error(written.error());
}

int run(const Arguments& arguments) {
  if (auto prepared = prepare_folder(arguments); !prepared) return report_error(prepared.error());
  auto ways = predict_options(arguments.ways, arguments.common);
  if (!ways) return report_error(ways.error());
  PredictOptions& options = *ways;
  auto pictures = find_pictures(arguments.pictures);
  if (!pictures) return report_error(pictures.error());
  // Two models take turns.
  if (arguments.other.empty()) options.expected_pictures = pictures->size();
  auto predictor = Predictor::open(arguments.model, options);
  if (!predictor) return report_error(predictor.error());
  Run run{arguments, std::move(*predictor)};
  report_warnings(run.predictor.warnings(), arguments.common);
  if (!arguments.other.empty()) {
    auto other = open_other(arguments.other, options);
    if (!other) return report_error(other.error());
    run.other.emplace(std::move(*other));
    report_warnings(run.other->warnings(), arguments.common);
  }
  if (auto done = visit_all(*pictures, run); !done) return report_error(done.error());
  return write_results(run);
}

std::function<int()> setup(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("MODEL", arguments->model, "A model file")->required();
  app.add_option("IMAGE", arguments->pictures, "JPEG or PNG files, folders, patterns ('a/*.jpg'), lists in .txt files")
      ->required();
  app.add_option("-o,--output", arguments->folder, "Folder for pictures with the objects drawn on them");
  app.add_option("--against", arguments->other, "A second model: both side by side, lost and new objects marked");
  add_predict_options(app, arguments->ways);
  app.add_flag("--network-masks", arguments->ways.options.network_masks,
               "Also the masks on the pixels of the network's input");
  app.add_option("--save-json", arguments->json_file, "File for one JSON row per object");
  app.add_flag("--force", arguments->force, "Overwrite files that exist");
  add_common_options(app, arguments->common);
  return [arguments] { return run(*arguments); };
}

}  // namespace

constinit extern const Verb verb_predict{"predict", "Find objects in pictures", setup};

}  // namespace ponte::cli::verbs_predict
