#include "detector/picture_model.h"

#include "base/parallel.h"
#include "base/stopwatch.h"
#include "detector/embedded_objects.h"
#include "detector/objects_from_outputs.h"

namespace ponte::detector {

namespace {

LoadOptions load_options(const PredictOptions& options) {
  LoadOptions load;
  load.one_to_many = options.one_to_many;
  load.height = options.image_height;
  load.width = options.image_width;
  return load;
}

// Each of the runs takes memory for a network's activations.
constexpr size_t kMostAtOnce = 4;
// With fewer for each the last pictures would leave threads idle for too long.
constexpr size_t kPicturesForEach = 4;

/// Runs beside each other, each on few threads, are sooner done than one after the other on all: within a run threads
/// wait for each other at every operator.
EngineThreads engine_threads(const PredictOptions& options) {
  size_t most = std::min(kMostAtOnce, static_cast<size_t>(thread_count(options.threads)));
  return {options.threads, static_cast<int>(std::clamp<size_t>(options.expected_pictures / kPicturesForEach, 1, most))};
}

/// Ready, with its own suppression told what the options say.
Result<RunnableDetector> open_with_options(const std::string& path, const LoadOptions& load,
                                           const PredictOptions& options) {
  TRY_ASSIGN(RunnableDetector detector, open_detector(path, load, engine_threads(options)));
  if (detector.choices) detector.choices->set(options, detector.card.end_to_end);
  return detector;
}

}  // namespace

Fitting::Fitting(const RunnableDetector& detector, const PredictOptions& options)
    : card(detector.card), rect(options.rect), whole(takes_pictures(detector)) {}

FittedPicture fit_pixels(std::shared_ptr<const Image> pixels, const Fitting& fitting, int threads) {
  FittedPicture fitted;
  fitted.plan = plan_for(*pixels, fitting.card, fitting.rect);
  fitted.input =
      fitting.whole ? picture_tensor(*pixels, fitting.card) : input_of(*pixels, fitted.plan, fitting.card, threads);
  fitted.pixels = std::move(pixels);
  return fitted;
}

Result<FittedPicture> fit_picture(const std::string& path, const Fitting& fitting, int threads) {
  Stopwatch stopwatch;
  TRY_ASSIGN(Image picture, read_picture(path));
  FittedPicture fitted = fit_pixels(std::make_shared<const Image>(std::move(picture)), fitting, threads);
  fitted.milliseconds = stopwatch.milliseconds();
  return fitted;
}

PictureModel::PictureModel(std::string path, PredictOptions options, LoadOptions load, RunnableDetector detector)
    : path_(std::move(path)),
      options_(std::move(options)),
      load_(std::move(load)),
      detector_(std::move(detector)),
      width_(static_cast<int>(detector_.card.image_width)),
      height_(static_cast<int>(detector_.card.image_height)) {}

Result<PictureModel> PictureModel::open(const std::string& path, const PredictOptions& options) {
  LoadOptions load = load_options(options);
  // With `rect` a checkpoint is made for inputs of any size; other files have the sizes that they have.
  load.dynamic_size = options.rect;
  auto opened = open_with_options(path, load, options);
  if (!opened && load.dynamic_size && opened.error().kind == ErrorKind::usage) {
    load.dynamic_size = false;
    opened = open_with_options(path, load, options);
  }
  if (!opened) return std::unexpected(std::move(opened).error());
  return PictureModel(path, options, std::move(load), std::move(*opened));
}

int PictureModel::at_once() const {
  bool made_again = detector_.fixed_size && options_.rect;
  return made_again ? 1 : detector_.session->at_once();
}

void PictureModel::choose_size(int64_t height, int64_t width) {
  if (detector_.fixed_size || height == 0) return;
  detector_.card.image_height = height;
  detector_.card.image_width = width;
}

Result<> PictureModel::make_for(const Letterbox& plan) {
  if (!detector_.fixed_size || (plan.width == width_ && plan.height == height_)) return {};
  LoadOptions load = load_options(options_);
  load.width = plan.width;
  load.height = plan.height;
  Card card = detector_.card;
  TRY_ASSIGN(detector_, open_with_options(path_, load, options_));
  // The size that pictures are fitted to stays the model's own.
  detector_.card.image_width = card.image_width;
  detector_.card.image_height = card.image_height;
  load_ = std::move(load);
  width_ = plan.width;
  height_ = plan.height;
  return {};
}

Result<> PictureModel::read(const std::vector<Tensor>& outputs, const Letterbox& plan, PictureResult& picture) const {
  if (detector_.card.task == Task::classify) {
    TRY_ASSIGN(std::vector<float> probabilities, in_context(read_probabilities(outputs, detector_), path_));
    picture.probabilities = best_classes(probabilities, detector_.card, options_);
  } else if (detector_.form == DetectionForm::objects) {
    TRY_ASSIGN(picture.objects, in_context(embedded_objects(outputs, detector_, plan, options_), path_));
  } else {
    TRY_ASSIGN(HeadOutputs head, in_context(read_outputs(outputs, detector_), path_));
    TRY_ASSIGN(picture.objects, in_context(find_objects(head, plan, detector_.card, options_), picture.path));
  }
  return {};
}

}  // namespace ponte::detector
