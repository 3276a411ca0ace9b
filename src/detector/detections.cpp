#include "detector/detections.h"

#include <algorithm>

#include "base/mapped_file.h"
#include "vision/classify.h"
#include "vision/image.h"

namespace ponte::detector {

Result<Image> read_picture(const std::string& path) {
  TRY_ASSIGN(SharedBytes file, in_context(map_file(path), path));
  return in_context(decode_image(file.bytes), path);
}

Letterbox plan_for(const Image& picture, const Card& card, bool rect) {
  constexpr int kUsual = 640, kUsualOfClassifiers = 224;
  int usual = card.task == Task::classify ? kUsualOfClassifiers : kUsual;
  int height = static_cast<int>(card.image_height), width = static_cast<int>(card.image_width);
  LetterboxOptions letterbox{.width = width > 0 ? width : usual, .height = height > 0 ? height : usual};
  if (rect && card.task != Task::classify) {
    letterbox.rect_stride = 32;
    for (double stride : card.strides)
      letterbox.rect_stride = std::max(letterbox.rect_stride, static_cast<int>(stride));
  }
  return plan_letterbox(picture.width, picture.height, letterbox);
}

Tensor input_of(const Image& picture, const Letterbox& plan, const Card& card, int threads) {
  std::vector<float> pixels(size_t{3} * static_cast<size_t>(plan.width) * static_cast<size_t>(plan.height));
  if (card.task == Task::classify)
    classifier_tensor(picture, plan.width, plan.height, pixels.data());
  else
    letterbox_to_tensor(picture, plan, pixels.data(), threads);
  return Tensor::of<float>(std::move(pixels), {1, 3, plan.height, plan.width});
}

namespace {

NmsOptions nms_options(const PredictOptions& options) {
  const Profile& profile = profile_or_default(options.profile);
  NmsOptions nms{.class_agnostic = options.class_agnostic,
                 .classes = options.classes,
                 .separation = profile.separation,
                 .rotated_limit = profile.rotated_limit};
  nms.confidence = options.confidence.value_or(nms.confidence);
  nms.iou = options.iou.value_or(nms.iou);
  nms.max_detections = options.max_detections.value_or(nms.max_detections);
  return nms;
}

/// Rows of an end-to-end head are final: they are only filtered.
std::vector<Detection> filter_rows(const HeadOutputs& outputs, const NmsOptions& options) {
  std::vector<Detection> kept;
  const AnchorTable& rows = outputs.rows;
  for (size_t row = 0; row < rows.anchors; ++row) {
    float score = rows(row, 4);
    int class_index = static_cast<int>(std::clamp(rows(row, 5), 0.0f, 1e6f));
    if (score > options.confidence && is_wanted(options.classes, class_index))
      kept.push_back({.box = read_box(rows, outputs.box_form, row),
                      .confidence = score,
                      .class_index = class_index,
                      .anchor = static_cast<int>(row)});
  }
  std::ranges::stable_sort(kept, std::greater<>(), &Detection::confidence);
  return kept;
}

}  // namespace

std::vector<Detection> find_candidates(const HeadOutputs& outputs, const PredictOptions& options) {
  NmsOptions nms = nms_options(options);
  if (outputs.rows.columns > 0) return filter_rows(outputs, nms);
  return select_candidates(outputs.boxes, outputs.box_form, outputs.scores, nms);
}

std::vector<Detection> keep_detections(const HeadOutputs& outputs, const Card& card, const PredictOptions& options) {
  std::vector<Detection> candidates = find_candidates(outputs, options);
  NmsOptions nms = nms_options(options);
  if (outputs.rows.columns > 0 && !options.nms_after_end_to_end) {
    candidates.resize(std::min(candidates.size(), static_cast<size_t>(nms.max_detections)));
    return candidates;
  }
  return card.task == Task::obb ? suppress_rotated(candidates, outputs.extra, nms) : suppress(candidates, nms);
}

}  // namespace ponte::detector
