#include "api/compare/evidence.h"

#include <algorithm>
#include <cmath>

#include "detector/objects_from_outputs.h"

namespace ponte::api {

namespace {

constexpr float kNearScore = 0.05f, kNearOverlap = 0.03f;
constexpr size_t kRound = 100;  // 100, 200 and 300 are the limits that models come with

/// The largest overlap with a better object that `counts` is true of.
template <class Counts>
float overlap_with_better(const FoundObject& object, const std::vector<FoundObject>& others, const Counts& counts) {
  float most = 0;
  for (const FoundObject& each : others)
    if (&each != &object && each.confidence >= object.confidence && counts(each))
      most = std::max(most, box_iou(box_of(object), box_of(each)));
  return most;
}

}  // namespace

void add_missing(const std::vector<FoundObject>& owner, const std::vector<FoundObject>& other,
                 const std::vector<int>& missing, const Thresholds& thresholds, MissingObjects& counts) {
  float threshold = thresholds.iou;
  float last = 1;
  for (const FoundObject& each : other) last = std::min(last, each.confidence);
  bool round = !other.empty() && other.size() % kRound == 0;
  for (int i : missing) {
    const FoundObject& object = owner[static_cast<size_t>(i)];
    auto same_class = [&](const FoundObject& each) { return each.class_index == object.class_index; };
    auto other_class = [&](const FoundObject& each) { return each.class_index != object.class_index; };
    float beside = overlap_with_better(object, owner, same_class);
    ++counts.count;
    counts.near_score += object.confidence - thresholds.confidence < kNearScore;
    counts.near_overlap += std::abs(overlap_with_better(object, other, same_class) - threshold) < kNearOverlap ||
                           std::abs(beside - threshold) < kNearOverlap;
    counts.under_other += overlap_with_better(object, other, other_class) > threshold;
    counts.overlapping += beside > threshold + kNearOverlap;
    counts.cut_off += round && object.confidence <= last;
    counts.best_score = std::max(counts.best_score, object.confidence);
  }
}

double Evidence::relative(std::string_view stage) const {
  double most = 0;
  for (const StageDifference& row : rows)
    if (row.stage == stage && row.largest > 0) most = std::max(most, row.max_abs / row.largest);
  return most;
}

double Evidence::cosine(std::string_view stage) const {
  double least = 1;
  for (const StageDifference& row : rows)
    if (row.stage == stage) least = std::min(least, row.cosine);
  return least;
}

const StageDifference* Evidence::row(std::string_view stage, std::string_view output) const {
  auto found =
      std::ranges::find_if(rows, [&](const StageDifference& r) { return r.stage == stage && r.output == output; });
  return found == rows.end() ? nullptr : &*found;
}

void add_letterboxes(const Letterbox& a, const Letterbox& b, Evidence& evidence) {
  bool same_picture_size = a.resized_width == b.resized_width && a.resized_height == b.resized_height;
  bool same_input_size = a.width == b.width && a.height == b.height;
  evidence.rect |= same_picture_size && !same_input_size;
  evidence.other_size |= !same_picture_size;
}

Places places_of(const std::vector<Detection>& detections) {
  Places places;
  for (const Detection& each : detections) places.emplace(each.anchor, each.class_index);
  return places;
}

double candidate_margin(const std::vector<Detection>& a, const std::vector<Detection>& b, float confidence) {
  double margin = 0;
  auto look = [&](const std::vector<Detection>& some, const Places& others) {
    for (const Detection& each : some)
      if (!others.contains({each.anchor, each.class_index}))
        margin = std::max(margin, static_cast<double>(each.confidence - confidence));
  };
  look(a, places_of(b));
  look(b, places_of(a));
  return margin;
}

}  // namespace ponte::api
