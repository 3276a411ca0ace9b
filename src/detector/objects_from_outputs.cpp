#include "detector/objects_from_outputs.h"

#include <algorithm>
#include <numeric>

#include "base/parallel.h"
#include "vision/inverse_letterbox.h"
#include "vision/rotated.h"
#include "yolo/card/card.h"

namespace ponte::detector {

namespace {

/// Bytes of all masks of one picture together.
constexpr int64_t kMaxMaskBytes = int64_t{2} << 30;

std::vector<float> extra_of(const HeadOutputs& outputs, const Detection& detection) {
  std::vector<float> numbers(outputs.extra.columns);
  for (size_t i = 0; i < numbers.size(); ++i) numbers[i] = outputs.extra(static_cast<size_t>(detection.anchor), i);
  return numbers;
}

std::vector<Keypoint> keypoints_of(const HeadOutputs& outputs, const Detection& detection,
                                   const InverseLetterbox& way) {
  std::vector<float> numbers = extra_of(outputs, detection);
  std::vector<Keypoint> points;
  for (size_t i = 0; i + 1 < numbers.size(); i += outputs.keypoint_numbers)
    points.push_back(way.keypoint({numbers[i], numbers[i + 1], outputs.keypoint_numbers == 3 ? numbers[i + 2] : 1}));
  return points;
}

FoundObject object_of(const HeadOutputs& outputs, const Detection& detection, const InverseLetterbox& way,
                      const Card& card) {
  FoundObject object{.class_index = detection.class_index,
                     .name = class_label(card, detection.class_index),
                     .confidence = detection.confidence};
  Box box = way.box(detection.box);
  if (card.task == Task::obb) {
    object.rotated_box = way.rotated(rotate_box(detection.box, extra_of(outputs, detection)[0]));
    box = bounds_of(*object.rotated_box);
  }
  object.x1 = box.x1, object.y1 = box.y1, object.x2 = box.x2, object.y2 = box.y2;
  if (card.task == Task::pose) object.keypoints = keypoints_of(outputs, detection, way);
  return object;
}

Result<> check_mask_memory(const std::vector<FoundObject>& objects) {
  double bytes = 0;
  for (const FoundObject& o : objects) bytes += static_cast<double>(o.x2 - o.x1) * static_cast<double>(o.y2 - o.y1);
  if (bytes <= static_cast<double>(kMaxMaskBytes)) return {};
  return with_hint(usage_error("the masks of {} objects would take {:.1f} GB", objects.size(), bytes / 1e9),
                   "ask for fewer with --max-det or a higher --conf, or make the picture smaller");
}

/// Gives the objects their masks. Objects without a pixel, on the network's input where such masks are asked for, are
/// taken out if the profile says so.
Result<> add_masks(const HeadOutputs& outputs, const std::vector<Detection>& detections, const Letterbox& plan,
                   const Profile& profile, const PredictOptions& options, std::vector<FoundObject>& objects) {
  TRY(check_mask_memory(objects));
  MaskMaker of_picture(outputs.prototypes, plan, profile, objects.size());
  MaskMaker of_input = MaskMaker::on_input(outputs.prototypes, plan, profile, objects.size());
  parallel_for(objects.size(), 1, thread_count(options.threads), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      FoundObject& object = objects[i];
      std::vector<float> coefficients = extra_of(outputs, detections[i]);
      object.mask = of_picture.make(coefficients, {object.x1, object.y1, object.x2, object.y2});
      if (options.network_masks) object.network_mask = of_input.make(coefficients, detections[i].box);
    }
  });
  auto judged = [](const FoundObject& o) -> const Mask& { return o.network_mask ? *o.network_mask : *o.mask; };
  if (profile.drop_empty_masks) std::erase_if(objects, [&](const FoundObject& o) { return is_empty(judged(o)); });
  return {};
}

}  // namespace

Result<std::vector<FoundObject>> find_objects(const HeadOutputs& outputs, const Letterbox& plan, const Card& card,
                                              const PredictOptions& options) {
  const Profile& profile = profile_or_default(options.profile);
  std::vector<Detection> detections = keep_detections(outputs, card, options);
  InverseLetterbox way(plan, profile);
  std::vector<FoundObject> objects;
  objects.reserve(detections.size());
  for (const Detection& detection : detections) objects.push_back(object_of(outputs, detection, way, card));
  if (card.task == Task::segment) TRY(add_masks(outputs, detections, plan, profile, options, objects));
  return objects;
}

std::vector<ClassProbability> best_classes(const std::vector<float>& probabilities, const Card& card,
                                           const PredictOptions& options) {
  constexpr size_t kBest = 5;
  std::vector<int> order(probabilities.size());
  std::iota(order.begin(), order.end(), 0);
  std::erase_if(order, [&](int i) { return !is_wanted(options.classes, i); });
  std::ranges::stable_sort(order, std::greater<>(), [&](int i) { return probabilities[static_cast<size_t>(i)]; });
  order.resize(std::min(order.size(), kBest));
  std::vector<ClassProbability> best;
  for (int i : order) best.push_back({i, class_label(card, i), probabilities[static_cast<size_t>(i)]});
  return best;
}

}  // namespace ponte::detector
