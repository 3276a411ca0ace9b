#include "ponte/predict.h"

#include <chrono>

#include "api/detections.h"
#include "base/atomic_file.h"
#include "base/parallel.h"
#include "vision/draw.h"
#include "yolo/card.h"

namespace ponte {

struct Predictor::State {
  std::string model_path;
  PredictOptions options;
  RunnableDetector detector;
  int width = 0, height = 0;  // network input that `detector` is made for

  /// A checkpoint is built again for another size of input; a file of fixed size can only take its own.
  Result<> fit(const Letterbox& plan);
};

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

LoadOptions load_options(const PredictOptions& options) {
  LoadOptions load;
  load.one_to_many = options.one_to_many;
  load.height = options.image_height;
  load.width = options.image_width;
  return load;
}

}  // namespace

Predictor::Predictor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Predictor::Predictor(Predictor&&) noexcept = default;
Predictor::~Predictor() = default;

Result<Predictor> Predictor::open(const std::string& model, const PredictOptions& options) {
  TRY_ASSIGN(RunnableDetector detector, open_detector(model, load_options(options), options.threads));
  if (detector.card.channels != 3)
    return std::unexpected(Error{ErrorKind::unsupported, model,
                                 fmt::format("the network takes {} channels, pictures have 3", detector.card.channels), ""});
  int width = static_cast<int>(detector.card.image_width), height = static_cast<int>(detector.card.image_height);
  return Predictor(std::make_unique<State>(State{model, options, std::move(detector), width, height}));
}

const Card& Predictor::card() const { return state_->detector.card; }

const std::vector<std::string>& Predictor::warnings() const { return state_->detector.warnings; }

Result<PictureResult> Predictor::predict(const std::string& path) {
  Clock::time_point begin = Clock::now();
  TRY_ASSIGN(Image picture, read_picture(path));
  Letterbox plan = plan_for(picture, card(), state_->options.rect);
  TRY(state_->fit(plan));
  std::vector<float> pixels(size_t{3} * static_cast<size_t>(plan.width) * static_cast<size_t>(plan.height));
  letterbox_to_tensor(picture, plan, pixels.data(), thread_count(state_->options.threads));
  PictureResult result{.path = path, .width = picture.width, .height = picture.height};
  result.milliseconds_before = milliseconds_since(begin);
  begin = Clock::now();
  Tensor input = Tensor::of<float>(std::move(pixels), {1, 3, plan.height, plan.width});
  TRY_ASSIGN(std::vector<Tensor> outputs, state_->detector.session->run({input}));
  result.milliseconds_model = milliseconds_since(begin);
  begin = Clock::now();
  TRY_ASSIGN(std::vector<Detection> detections, detections_of(outputs, state_->detector, state_->options));
  for (const Detection& detection : detections) {
    Box box = unletterbox(detection.box, plan);
    result.objects.push_back({detection.class_index, class_label(card(), detection.class_index), detection.confidence,
                              box.x1, box.y1, box.x2, box.y2});
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
  TRY_ASSIGN(detector, open_detector(model_path, load, options.threads));
  // The size that pictures are fitted to stays the model's own.
  detector.card.image_width = card.image_width;
  detector.card.image_height = card.image_height;
  width = plan.width;
  height = plan.height;
  return {};
}

Result<> Predictor::annotate(const PictureResult& result, const std::string& output, bool overwrite) const {
  TRY_ASSIGN(Image picture, read_picture(result.path));
  std::vector<BoxMark> marks;
  for (const FoundObject& object : result.objects)
    marks.push_back({.box = {object.x1, object.y1, object.x2, object.y2},
                     .label = fmt::format("{} {:.2f}", object.name, object.confidence),
                     .colour = class_colour(object.class_index)});
  TRY(draw_boxes(picture, marks));
  bool jpeg = output.ends_with(".jpg") || output.ends_with(".jpeg");
  constexpr int kQuality = 95;
  TRY_ASSIGN(std::vector<std::byte> encoded, jpeg ? encode_jpeg(picture, kQuality) : encode_png(picture));
  return write_file(output, encoded, overwrite ? Overwrite::allow : Overwrite::refuse);
}

}  // namespace ponte
