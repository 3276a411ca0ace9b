#include "ponte/predict.h"

#include <future>

#include "api/picture_model.h"
#include "base/parallel.h"
#include "base/stopwatch.h"

namespace ponte {

struct Predictor::State {
  PictureModel model;

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
  TRY_ASSIGN(PictureModel opened, PictureModel::open(model, options));
  if (int64_t channels = opened.detector().card.channels; channels != 3)
    return in_context<Predictor>(unsupported("the network takes {} channels, pictures have 3", channels), model);
  return Predictor(std::make_unique<State>(State{std::move(opened)}));
}

const Card& Predictor::card() const { return state_->model.detector().card; }

const std::vector<std::string>& Predictor::warnings() const { return state_->model.detector().warnings; }

Result<PictureResult> Predictor::predict(const std::string& path) {
  int threads = thread_count(state_->model.options().threads);
  TRY_ASSIGN(FittedPicture picture, fit_picture(path, state_->model.fitting(), threads));
  return state_->run(path, picture);
}

Result<> Predictor::predict_each(std::span<const std::string> pictures, const Visit& visit) {
  // Models are made again for other sizes, but what pictures are fitted by stays as it is.
  Fitting fitting = state_->model.fitting();
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
  TRY(model.make_for(plan));
  Stopwatch running;
  TRY_ASSIGN(std::vector<Tensor> outputs, model.run(picture.input));
  result.milliseconds_model = running.milliseconds();
  Stopwatch reading;
  TRY(model.read(outputs, plan, result));
  result.milliseconds_after = reading.milliseconds();
  return result;
}

}  // namespace ponte
