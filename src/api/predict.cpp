#include "ponte/predict.h"

#include <chrono>
#include <future>

#include "api/embedded_objects.h"
#include "api/findings.h"
#include "base/parallel.h"

namespace ponte {

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// A picture on its way into the model.
struct FittedPicture {
  std::shared_ptr<const Image> pixels;
  Letterbox plan;
  Tensor input;
  double milliseconds = 0;
};

LoadOptions load_options(const PredictOptions& options) {
  LoadOptions load;
  load.one_to_many = options.one_to_many;
  load.height = options.image_height;
  load.width = options.image_width;
  return load;
}

/// Ready, with its own suppression told what the options say.
Result<RunnableDetector> open_told(const std::string& model, const LoadOptions& load, const PredictOptions& options) {
  TRY_ASSIGN(RunnableDetector detector, open_detector(model, load, options.threads));
  if (detector.choices) detector.choices->set(options, detector.card.end_to_end);
  return detector;
}

/// With `rect` a checkpoint is made for inputs of any size; other files have the sizes that they have.
Result<RunnableDetector> open_for_pictures(const std::string& model, const PredictOptions& options) {
  LoadOptions load = load_options(options);
  load.dynamic_size = options.rect;
  auto opened = open_told(model, load, options);
  if (opened || !load.dynamic_size || opened.error().kind != ErrorKind::usage) return opened;
  load.dynamic_size = false;
  return open_told(model, load, options);
}

/// What fitting a picture asks of the model.
struct Fitting {
  Card card;
  bool rect = false;
  bool whole = false;  ///< the model takes pictures as they are

  Fitting(const RunnableDetector& detector, const PredictOptions& options)
      : card(detector.card), rect(options.rect), whole(takes_pictures(detector)) {}
};

Result<FittedPicture> fit_picture(const std::string& path, const Fitting& fitting, int threads) {
  Clock::time_point begin = Clock::now();
  FittedPicture fitted;
  TRY_ASSIGN(Image picture, read_picture(path));
  fitted.plan = plan_for(picture, fitting.card, fitting.rect);
  fitted.input = fitting.whole ? picture_tensor(picture, fitting.card)
                               : input_of(picture, fitted.plan, fitting.card, threads);
  fitted.pixels = std::make_shared<const Image>(std::move(picture));
  fitted.milliseconds = milliseconds_since(begin);
  return fitted;
}

}  // namespace

struct Predictor::State {
  std::string model_path;
  PredictOptions options;
  RunnableDetector detector;
  int width = 0, height = 0;  // network input that `detector` is made for

  /// A checkpoint is built again for another size of input; a file of fixed size can only take its own.
  Result<> fit(const Letterbox& plan);
  Result<PictureResult> run(const std::string& path, const FittedPicture& picture);
};

Predictor::Predictor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Predictor::Predictor(Predictor&&) noexcept = default;
Predictor::~Predictor() = default;

std::vector<std::string> profile_names() {
  std::vector<std::string> names;
  for (const Profile& profile : profiles()) names.emplace_back(profile.name);
  return names;
}

Result<Predictor> Predictor::open(const std::string& model, const PredictOptions& options) {
  if (!find_profile(options.profile))
    return with_hint(usage_error("the profile {} is not known", options.profile),
                     fmt::format("one of {}", fmt::join(profile_names(), ", ")));
  // Its content decides what a file is; its name is good enough to guess which engine will be needed.
  std::future<void> engine;
  if (!model.ends_with(".tflite")) engine = std::async(std::launch::async, onnxruntime::warm_up);
  TRY_ASSIGN(RunnableDetector detector, open_for_pictures(model, options));
  if (detector.card.channels != 3)
    return in_context<Predictor>(
        unsupported("the network takes {} channels, pictures have 3", detector.card.channels), model);
  int width = static_cast<int>(detector.card.image_width), height = static_cast<int>(detector.card.image_height);
  return Predictor(std::make_unique<State>(State{model, options, std::move(detector), width, height}));
}

const Card& Predictor::card() const { return state_->detector.card; }

const std::vector<std::string>& Predictor::warnings() const { return state_->detector.warnings; }

Result<PictureResult> Predictor::predict(const std::string& path) {
  const PredictOptions& options = state_->options;
  Fitting fitting(state_->detector, options);
  TRY_ASSIGN(FittedPicture picture, fit_picture(path, fitting, thread_count(options.threads)));
  return state_->run(path, picture);
}

Result<> Predictor::predict_each(std::span<const std::string> pictures, const Visit& visit) {
  // Models are made again for other sizes, but what pictures are fitted by stays as it is.
  Fitting fitting(state_->detector, state_->options);
  auto fit_later = [&](size_t i) {
    return std::async(std::launch::async, [&, i] { return fit_picture(pictures[i], fitting, 1); });
  };
  std::future<Result<FittedPicture>> next;
  if (!pictures.empty()) next = fit_later(0);
  for (size_t i = 0; i < pictures.size(); ++i) {
    Result<FittedPicture> picture = next.get();
    if (i + 1 < pictures.size()) next = fit_later(i + 1);
    if (!picture) {
      if (!visit(pictures[i], std::unexpected(std::move(picture).error()))) return {};
      continue;
    }
    TRY_ASSIGN(PictureResult result, state_->run(pictures[i], *picture));
    if (!visit(pictures[i], std::move(result))) return {};
  }
  return {};
}

Result<PictureResult> Predictor::State::run(const std::string& path, const FittedPicture& picture) {
  const Letterbox& plan = picture.plan;
  PictureResult result{.path = path, .width = plan.image_width, .height = plan.image_height};
  result.input_width = plan.width;
  result.input_height = plan.height;
  result.milliseconds_before = picture.milliseconds;
  result.pixels = picture.pixels;
  TRY(fit(plan));
  Clock::time_point begin = Clock::now();
  TRY_ASSIGN(std::vector<Tensor> outputs, detector.session->run({picture.input}));
  result.milliseconds_model = milliseconds_since(begin);
  begin = Clock::now();
  if (detector.card.task == Task::classify) {
    TRY_ASSIGN(std::vector<float> probabilities, in_context(read_probabilities(outputs, detector), model_path));
    result.probabilities = best_classes(probabilities, detector.card, options);
  } else if (detector.form == DetectionForm::objects) {
    TRY_ASSIGN(result.objects, in_context(embedded_objects(outputs, detector, plan, options), model_path));
  } else {
    TRY_ASSIGN(HeadOutputs head, in_context(read_outputs(outputs, detector), model_path));
    TRY_ASSIGN(result.objects, in_context(find_objects(head, plan, detector.card, options), path));
  }
  result.milliseconds_after = milliseconds_since(begin);
  return result;
}

Result<> Predictor::State::fit(const Letterbox& plan) {
  if (!detector.fixed_size || (plan.width == width && plan.height == height)) return {};
  LoadOptions load = load_options(options);
  load.width = plan.width;
  load.height = plan.height;
  Card card = detector.card;
  TRY_ASSIGN(detector, open_told(model_path, load, options));
  // The size that pictures are fitted to stays the model's own.
  detector.card.image_width = card.image_width;
  detector.card.image_height = card.image_height;
  width = plan.width;
  height = plan.height;
  return {};
}

}  // namespace ponte
