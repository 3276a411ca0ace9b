#include "api/compare/walk.h"

#include <cmath>

#include "base/parallel.h"
#include "measure/inputs.h"

namespace ponte::api {

namespace {

void open_raw(Side& side, const std::string& path) {
  auto raw = open_raw_maps(path, side.model.load(), side.model.options().threads);
  if (raw)
    side.raw = std::move(*raw);
  else
    side.why_no_raw = raw.error().what;
}

/// A file of fixed size has its own, and one branch of its head.
Result<PictureModel> open_as_it_can(const std::string& path, const PredictOptions& options) {
  auto opened = PictureModel::open(path, options);
  bool asked = options.image_height != 0 || options.one_to_many;
  if (opened || !asked || opened.error().kind != ErrorKind::usage) return opened;
  PredictOptions own = options;
  own.image_height = own.image_width = 0;
  own.one_to_many = false;
  opened = PictureModel::open(path, own);
  if (opened) opened->choose_size(options.image_height, options.image_width);
  return opened;
}

bool same_size(const Card& a, const Card& b) {
  return a.image_height == b.image_height && a.image_width == b.image_width;
}

/// A checkpoint can be built at the size of the other model, a model of any size be given it; another stays what it is.
Result<> adopt_size(const std::string& path, PictureModel& model, const Card& other) {
  if (other.image_height == 0 || same_size(model.detector().card, other)) return {};
  model.choose_size(other.image_height, other.image_width);
  if (!model.detector().fixed_size) return {};
  PredictOptions options = model.options();
  options.image_height = other.image_height;
  options.image_width = other.image_width;
  auto opened = PictureModel::open(path, options);
  if (opened) model = std::move(*opened);
  if (opened || opened.error().kind == ErrorKind::usage) return {};
  return std::unexpected(std::move(opened).error());
}

Result<Side> complete(const std::string& path, PictureModel model) {
  // A file of fixed size has no other shape than its own, and one with the letterbox inside fills it.
  if (model.detector().fixed_size || model.fitting().whole) model.use_whole_size();
  Side side{std::move(model), std::nullopt, ""};
  bool inside = side.takes_whole_pictures() || side.detector().form == DetectionForm::objects;
  if (inside)
    side.why_no_raw = "what comes behind it is inside";
  else
    open_raw(side, path);
  return side;
}

}  // namespace

Result<std::pair<Side, Side>> open_sides(const std::string& path_a, const std::string& path_b,
                                         const PredictOptions& options) {
  TRY_ASSIGN(PictureModel a, open_as_it_can(path_a, options));
  TRY_ASSIGN(PictureModel b, open_as_it_can(path_b, options));
  bool size_was_asked = options.image_height != 0;
  if (!size_was_asked) TRY(adopt_size(path_a, a, b.detector().card));
  if (!size_was_asked) TRY(adopt_size(path_b, b, a.detector().card));
  TRY_ASSIGN(Side side_a, complete(path_a, std::move(a)));
  TRY_ASSIGN(Side side_b, complete(path_b, std::move(b)));
  return std::pair{std::move(side_a), std::move(side_b)};
}

Result<Sample> read_sample(const std::string& path) {
  TRY_ASSIGN(Image picture, read_picture(path));
  return Sample{path, std::make_shared<const Image>(std::move(picture)), std::nullopt};
}

Sample draw_sample(const Side& side, uint64_t seed) {
  constexpr int64_t kUsual = 640;
  const Card& card = side.detector().card;
  int64_t channels = card.channels > 0 ? card.channels : 3;
  int64_t height = card.image_height ? card.image_height : kUsual, width = card.image_width ? card.image_width : kUsual;
  Tensor scene = picture_input({1, channels, height, width}, seed);
  std::vector<float> planes = scene.to_floats();
  Image picture{static_cast<int>(width), static_cast<int>(height), {}};
  size_t pixels = static_cast<size_t>(height * width);
  picture.rgb.resize(3 * pixels);
  for (size_t i = 0; i < picture.rgb.size(); ++i) {
    size_t plane = std::min(i % 3, static_cast<size_t>(channels) - 1);
    picture.rgb[i] = static_cast<uint8_t>(std::nearbyint(planes[plane * pixels + i / 3] * 255));
  }
  Sample sample{fmt::format("drawn scene {}", seed), std::make_shared<const Image>(std::move(picture)), std::nullopt};
  if (channels != 3) sample.tensor = std::move(scene);
  return sample;
}

Result<StageTrace> walk(Side& side, const Sample& sample) {
  const PredictOptions& options = side.model.options();
  StageTrace walk;
  walk.fitted = fit_pixels(sample.pixels, side.model.fitting(), thread_count(options.threads));
  if (sample.tensor) walk.fitted.input = *sample.tensor;
  const Letterbox& plan = walk.fitted.plan;
  walk.result = {.path = sample.name, .width = sample.pixels->width, .height = sample.pixels->height};
  walk.result.input_width = plan.width;
  walk.result.input_height = plan.height;
  walk.result.pixels = sample.pixels;
  TRY(side.model.make_for(plan));
  if (side.raw) {
    TRY_ASSIGN(walk.raw, side.raw->session->run({walk.fitted.input}));
  }
  TRY_ASSIGN(walk.outputs, side.model.run(walk.fitted.input));
  TRY(side.model.read(walk.outputs, plan, walk.result));
  const RunnableDetector& detector = side.detector();
  if (detector.card.task == Task::classify) {
    TRY_ASSIGN(walk.probabilities, read_probabilities(walk.outputs, detector));
  } else if (detector.form != DetectionForm::objects) {
    TRY_ASSIGN(walk.head, read_outputs(walk.outputs, detector));
    walk.candidates = find_candidates(*walk.head, options);
  }
  return walk;
}

}  // namespace ponte::api
