#include "api/compare/object_stages.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ponte::api {

double MaskOverlap::iou() const {
  int64_t all = shared + only_a + only_b;
  return all == 0 ? 1 : static_cast<double>(shared) / static_cast<double>(all);
}

MaskOverlap overlap_of(const Mask& a, const Mask& b) {
  MaskOverlap overlap;
  auto pixels = [](const Mask& mask) {
    return std::ranges::count_if(mask.pixels, [](uint8_t pixel) { return pixel != 0; });
  };
  int left = std::max(a.left, b.left), right = std::min(a.left + a.width, b.left + b.width);
  int top = std::max(a.top, b.top), bottom = std::min(a.top + a.height, b.top + b.height);
  for (int y = top; y < bottom; ++y)
    for (int x = left; x < right; ++x) overlap.shared += a.at(x - a.left, y - a.top) && b.at(x - b.left, y - b.top);
  overlap.only_a = pixels(a) - overlap.shared;
  overlap.only_b = pixels(b) - overlap.shared;
  return overlap;
}

double ObjectComparison::Masks::area_ratio() const {
  int64_t in_a = shared + only_a;
  return in_a == 0 ? 1 : static_cast<double>(shared + only_b) / static_cast<double>(in_a);
}

void ObjectComparison::Spread::add(double a, double b) {
  tally.add(a, b);
  ++count;
}

void ObjectComparison::keep(ScorePair pair) {
  constexpr size_t kMostScores = 4000;
  if (pairs_.size() < kMostScores) pairs_.push_back(pair);
}

void ObjectComparison::add_masks(const FoundObject& a, const FoundObject& b, PictureDifference& picture) {
  MaskOverlap overlap = overlap_of(*a.mask, *b.mask);
  double iou = overlap.iou();
  ++masks_.pairs;
  masks_.shared += overlap.shared;
  masks_.only_a += overlap.only_a;
  masks_.only_b += overlap.only_b;
  masks_.lowest_iou = std::min(masks_.lowest_iou, iou);
  masks_.sum_iou += iou;
  picture.distance += 1 - iou;
}

void ObjectComparison::add_extras(const FoundObject& a, const FoundObject& b) {
  for (size_t i = 0; i < std::min(a.keypoints.size(), b.keypoints.size()); ++i) {
    points_.add(a.keypoints[i].x, b.keypoints[i].x);
    points_.add(a.keypoints[i].y, b.keypoints[i].y);
  }
  if (!a.rotated_box || !b.rotated_box) return;
  // Half a turn brings a box back onto itself.
  double turn = std::remainder(static_cast<double>(a.rotated_box->angle - b.rotated_box->angle), std::numbers::pi);
  double angle = static_cast<double>(a.rotated_box->angle);
  angles_.add(angle, angle - turn);
}

void ObjectComparison::add_pair(const FoundObject& a, const FoundObject& b, double overlap,
                                PictureDifference& picture) {
  double change = static_cast<double>(b.confidence - a.confidence);
  ClassDifference& of_class = classes_[a.class_index];
  of_class.name = a.name;
  ++of_class.a, ++of_class.b, ++of_class.matched;
  of_class.mean_score_change += change;
  scores_.add(a.confidence, b.confidence);
  for (auto edge : {&FoundObject::x1, &FoundObject::y1, &FoundObject::x2, &FoundObject::y2})
    boxes_.add(a.*edge, b.*edge);
  keep({a.confidence, b.confidence});
  picture.largest_score_change = std::max(picture.largest_score_change, std::abs(change));
  picture.distance += std::abs(change) + 1 - overlap;
  if (a.mask && b.mask) add_masks(a, b, picture);
  add_extras(a, b);
}

void ObjectComparison::add_lonely(const FoundObject& object, bool in_a, PictureDifference& picture) {
  ClassDifference& of_class = classes_[object.class_index];
  of_class.name = object.name;
  ++(in_a ? of_class.a : of_class.b);
  keep(in_a ? ScorePair{object.confidence, 0} : ScorePair{0, object.confidence});
  picture.distance += static_cast<double>(object.confidence);
}

/// The best class is the object; the scores are those of all classes that both name.
void ObjectComparison::add_probabilities(const PictureResult& a, const PictureResult& b, PictureDifference& picture) {
  classifies_ = true;
  auto object_of = [](const ClassProbability& best) {
    return FoundObject{.class_index = best.class_index, .name = best.name, .confidence = best.probability};
  };
  FoundObject best_a = object_of(a.probabilities[0]), best_b = object_of(b.probabilities[0]);
  picture.best_a = best_a.name;
  picture.best_b = best_b.name;
  picture.objects = {1, 1, best_a.class_index == best_b.class_index ? 1 : 0};
  if (picture.objects.common == 1) return add_pair(best_a, best_b, 1, picture);
  add_lonely(best_a, true, picture);
  add_lonely(best_b, false, picture);
}

PictureDifference ObjectComparison::add(const PictureResult& a, const PictureResult& b, const ObjectMatches& matches) {
  PictureDifference picture{.path = a.path};
  if (!a.probabilities.empty() && !b.probabilities.empty()) {
    add_probabilities(a, b, picture);
  } else {
    picture.objects = {std::ssize(a.objects), std::ssize(b.objects), std::ssize(matches.pairs)};
    for (const ObjectMatches::Pair& pair : matches.pairs)
      add_pair(a.objects[static_cast<size_t>(pair.a)], b.objects[static_cast<size_t>(pair.b)],
               static_cast<double>(pair.overlap), picture);
    for (int i : matches.lost) add_lonely(a.objects[static_cast<size_t>(i)], true, picture);
    for (int i : matches.added) add_lonely(b.objects[static_cast<size_t>(i)], false, picture);
  }
  objects_.a += picture.objects.a;
  objects_.b += picture.objects.b;
  objects_.common += picture.objects.common;
  return picture;
}

std::vector<ClassDifference> ObjectComparison::classes() const {
  std::vector<ClassDifference> classes;
  for (auto [index, found] : classes_) {
    found.class_index = index;
    if (found.matched > 0) found.mean_score_change /= static_cast<double>(found.matched);
    classes.push_back(std::move(found));
  }
  return classes;
}

void ObjectComparison::finish(Stages& stages) const {
  int64_t lost = objects_.a - objects_.common, added = objects_.b - objects_.common;
  StageState state = lost + added > 0 ? StageState::differs : StageState::same;
  if (classifies_)
    stages.say("kept", "best class", state, fmt::format("the same in {} of {} pictures", objects_.common, objects_.a));
  else
    stages.say("kept", "objects", state,
               fmt::format("{} in A, {} in B, {} the same: {} lost, {} new", objects_.a, objects_.b, objects_.common,
                           lost, added));
  if (scores_.count > 0) stages.add("kept", scores_.parity("scores"));
  if (boxes_.count > 0 && !classifies_) stages.add("kept", boxes_.parity("boxes"));
  if (masks_.pairs > 0) finish_masks(stages);
  if (points_.count > 0) stages.add("keypoints", points_.parity("x y"));
  if (angles_.count > 0) stages.add("angles", angles_.parity("radians"));
}

void ObjectComparison::finish_masks(Stages& stages) const {
  constexpr double kSame = 1e-3;  // one pixel of a thousand lies at the edge
  int64_t apart = masks_.only_a + masks_.only_b;
  StageDifference row{.stage = "masks",
                      .output = "pixels",
                      .max_abs = 1 - masks_.lowest_iou,
                      .mean_abs = 1 - masks_.mean_iou(),
                      .largest = 1};
  if (apart > 0) row.state = row.max_abs > kSame ? StageState::differs : StageState::rounding;
  row.text = fmt::format("{} of {} pixels differ, IoU at least {:.4f}, {:.4f} on average", apart, apart + masks_.shared,
                         masks_.lowest_iou, masks_.mean_iou());
  stages.add(std::move(row));
}

}  // namespace ponte::api
