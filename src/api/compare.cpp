#include "ponte/compare.h"

#include <algorithm>
#include <limits>

#include "api/check.h"
#include "api/detections.h"
#include "base/parallel.h"
#include "formats/onnx/writer.h"
#include "measure/inputs.h"
#include "passes/pipeline.h"

namespace ponte {

namespace {

/// One of the two models: its decoded form, and its raw maps when the head is known.
struct Side {
  RunnableDetector decoded;
  std::optional<RunnableDetector> raw;
};

Result<Side> open_side(const std::string& path, const LoadOptions& load, int threads) {
  TRY_ASSIGN(RunnableDetector decoded, open_detector(path, load, threads));
  Side side{std::move(decoded), std::nullopt};
  auto raw = open_raw_maps(path, load, threads);
  if (raw) side.raw = std::move(*raw);
  return side;
}

bool same_size(const Card& a, const Card& b) { return a.image_height == b.image_height && a.image_width == b.image_width; }

/// A checkpoint can be built at the size of the other model; a file of fixed size stays what it is.
Result<> adopt_size(const std::string& path, Side& side, const Card& other, int threads) {
  LoadOptions load;
  load.height = other.image_height;
  load.width = other.image_width;
  auto opened = open_side(path, load, threads);
  if (opened) side = std::move(*opened);
  if (opened || opened.error().kind == ErrorKind::usage) return {};
  return std::unexpected(std::move(opened).error());
}

/// Worst differences so far, in the order in which stages are run through.
class Stages {
 public:
  Result<> add(const std::string& stage, const std::string& output, const Tensor& a, const Tensor& b, const Card& card) {
    if (a.dims() != b.dims()) {
      put({stage, output, std::numeric_limits<double>::infinity(), 0, 0, 0});
      return {};
    }
    TRY_ASSIGN(std::vector<OutputParity> parts, compare_output(output, a, b, card));
    for (const OutputParity& part : parts)
      put({stage, part.name, part.max_abs, part.mean_abs, part.max_reference, part.cosine});
    return {};
  }

  std::vector<StageDifference> take() && { return std::move(rows_); }

 private:
  void put(StageDifference row) {
    auto same = std::ranges::find_if(rows_, [&](const StageDifference& r) { return r.stage == row.stage && r.output == row.output; });
    if (same == rows_.end()) {
      rows_.push_back(std::move(row));
      return;
    }
    same->max_abs = std::max(same->max_abs, row.max_abs);
    same->mean_abs = std::max(same->mean_abs, row.mean_abs);
    same->largest = std::max(same->largest, row.largest);
    same->cosine = std::min(same->cosine, row.cosine);
  }

  std::vector<StageDifference> rows_;
};

Result<> compare_outputs(Stages& stages, const std::string& stage, const RunnableDetector& a, const RunnableDetector& b,
                         const Tensor& input_a, const Tensor& input_b, std::vector<Tensor>& outputs_a,
                         std::vector<Tensor>& outputs_b) {
  TRY_ASSIGN(outputs_a, a.session->run({input_a}));
  TRY_ASSIGN(outputs_b, b.session->run({input_b}));
  if (outputs_a.size() != outputs_b.size()) return {};
  for (size_t i = 0; i < outputs_a.size(); ++i) TRY(stages.add(stage, a.session->outputs()[i].name, outputs_a[i], outputs_b[i], a.card));
  return {};
}

void match_objects(const std::vector<Detection>& a, const std::vector<Detection>& b, Comparison& comparison) {
  std::vector<bool> taken(b.size());
  for (const Detection& x : a) {
    size_t best = b.size();
    float best_iou = 0.9f;
    for (size_t i = 0; i < b.size(); ++i) {
      float iou = box_iou(x.box, b[i].box);
      if (!taken[i] && b[i].class_index == x.class_index && iou > best_iou) {
        best = i;
        best_iou = iou;
      }
    }
    if (best == b.size()) continue;
    taken[best] = true;
    ++comparison.objects_matched;
    double change = std::abs(static_cast<double>(x.confidence) - static_cast<double>(b[best].confidence));
    comparison.largest_score_change = std::max(comparison.largest_score_change, change);
  }
  comparison.objects_a += static_cast<int>(a.size());
  comparison.objects_b += static_cast<int>(b.size());
}

Result<> compare_inputs(const Side& a, const Side& b, const Tensor& input_a, const Tensor& input_b,
                        const CompareOptions& options, Stages& stages, Comparison& comparison) {
  TRY(stages.add("input", "images", input_a, input_b, a.decoded.card));
  std::vector<Tensor> outputs_a, outputs_b;
  if (a.raw && b.raw) TRY(compare_outputs(stages, "raw head", *a.raw, *b.raw, input_a, input_b, outputs_a, outputs_b));
  TRY(compare_outputs(stages, "decoded", a.decoded, b.decoded, input_a, input_b, outputs_a, outputs_b));
  PredictOptions keep{.confidence = options.confidence, .iou = options.iou};
  TRY_ASSIGN(std::vector<Detection> found_a, detections_of(outputs_a, a.decoded, keep));
  TRY_ASSIGN(std::vector<Detection> found_b, detections_of(outputs_b, b.decoded, keep));
  match_objects(found_a, found_b, comparison);
  return {};
}

Tensor picture_tensor(const Image& picture, const RunnableDetector& detector, int threads) {
  Letterbox plan = plan_for(picture, detector.card, false);
  return input_of(picture, plan, detector.card, thread_count(threads));
}

Tensor drawn_tensor(const RunnableDetector& detector, uint64_t seed) {
  constexpr int64_t kUsual = 640;
  const Card& card = detector.card;
  return picture_input({1, std::max<int64_t>(card.channels, 1), card.image_height ? card.image_height : kUsual,
                        card.image_width ? card.image_width : kUsual},
                       seed);
}

// Differences within this fraction of the largest value are rounding.
constexpr double kRounding = 1e-4;

std::string first_divergence(const std::vector<StageDifference>& stages) {
  for (const StageDifference& row : stages)
    if (row.max_abs > kRounding * std::max(1.0, row.largest)) return fmt::format("{} {}", row.stage, row.output);
  return {};
}

}  // namespace

Result<Comparison> compare(const std::string& path_a, const std::string& path_b, const CompareOptions& options) {
  TRY_ASSIGN(Side a, open_side(path_a, {}, options.threads));
  TRY_ASSIGN(Side b, open_side(path_b, {}, options.threads));
  if (!same_size(a.decoded.card, b.decoded.card)) TRY(adopt_size(path_a, a, b.decoded.card, options.threads));
  if (!same_size(a.decoded.card, b.decoded.card)) TRY(adopt_size(path_b, b, a.decoded.card, options.threads));
  Comparison comparison;
  Stages stages;
  for (const std::string& path : options.pictures) {
    TRY_ASSIGN(Image picture, read_picture(path));
    TRY(compare_inputs(a, b, picture_tensor(picture, a.decoded, options.threads),
                       picture_tensor(picture, b.decoded, options.threads), options, stages, comparison));
  }
  constexpr uint64_t kSeeds[] = {1, 2};
  for (uint64_t seed : kSeeds) {
    if (!options.pictures.empty()) break;
    TRY(compare_inputs(a, b, drawn_tensor(a.decoded, seed), drawn_tensor(b.decoded, seed), options, stages, comparison));
  }
  comparison.stages = std::move(stages).take();
  comparison.first_divergence = first_divergence(comparison.stages);
  comparison.engine_a = a.decoded.session->engine();
  comparison.engine_b = b.decoded.session->engine();
  for (const Side* side : {&a, &b}) std::ranges::copy(side->decoded.warnings, std::back_inserter(comparison.warnings));
  comparison.a = std::move(a.decoded.card);
  comparison.b = std::move(b.decoded.card);
  return comparison;
}

}  // namespace ponte
