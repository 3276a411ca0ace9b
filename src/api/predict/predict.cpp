#include "ponte/predict.h"

#include <deque>
#include <future>
#include <semaphore>

#include "base/parallel.h"
#include "base/stopwatch.h"
#include "detector/picture_model.h"

namespace ponte {

using namespace api;

struct Predictor::State {
  PictureModel model;

  Result<PictureResult> run(const std::string& path, const FittedPicture& picture);
};

/// Pictures in work, in their order.
class Predictor::Line {
 public:
  explicit Line(State& state)
      : state_(state), fitting_(state.model.fitting()), at_once_(static_cast<size_t>(state.model.at_once())) {}

  /// As many are fitted and wait as the engine runs.
  bool has_room() const { return begun_.size() < 2 * at_once_; }

  /// A single engine's run is left to the calling thread, beside which the picture is fitted.
  void begin(const std::string& path) {
    auto [fitting, running] = at_once_ == 1 ? std::pair(std::launch::async, std::launch::deferred)
                                            : std::pair(std::launch::deferred, std::launch::async);
    auto fitted = std::async(fitting, [this, &path] { return fit_picture(path, fitting_, 1); });
    auto look = [this, &path, fitted = std::move(fitted)]() mutable { return run(path, fitted.get()); };
    begun_.push_back(std::async(running, std::move(look)));
  }

  /// The outer failure is the model's, the inner one the picture's.
  Result<Result<PictureResult>> next() {
    auto result = begun_.front().get();
    begun_.pop_front();
    return result;
  }

 private:
  Result<Result<PictureResult>> run(const std::string& path, Result<FittedPicture> picture) {
    if (!picture) return Result<PictureResult>(std::unexpected(std::move(picture).error()));
    struct Place {
      std::counting_semaphore<>& places;
      explicit Place(std::counting_semaphore<>& all) : places(all) { places.acquire(); }
      ~Place() { places.release(); }
    } place(places_);
    TRY_ASSIGN(PictureResult result, state_.run(path, *picture));
    return Result<PictureResult>(std::move(result));
  }

  State& state_;
  const Fitting fitting_;  // models are made again for other sizes, but what pictures are fitted by stays as it is
  const size_t at_once_;
  std::counting_semaphore<> places_{static_cast<std::ptrdiff_t>(at_once_)};
  std::deque<std::future<Result<Result<PictureResult>>>> begun_;
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
  Line line(*state_);
  for (size_t done = 0, begun = 0; done < pictures.size(); ++done) {
    while (begun < pictures.size() && line.has_room()) line.begin(pictures[begun++]);
    TRY_ASSIGN(Result<PictureResult> result, line.next());
    if (!visit(pictures[done], std::move(result))) return {};
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
