#include "api/detections.h"

#include <algorithm>

#include "base/mapped_file.h"
#include "vision/image.h"

namespace ponte {

Result<Image> read_picture(const std::string& path) {
  TRY_ASSIGN(SharedBytes file, in_context(map_file(path), path));
  return in_context(decode_image(file.bytes), path);
}

Letterbox plan_for(const Image& picture, const Card& card, bool rect) {
  constexpr int kUsual = 640;
  int height = static_cast<int>(card.image_height), width = static_cast<int>(card.image_width);
  LetterboxOptions letterbox{.width = width > 0 ? width : kUsual, .height = height > 0 ? height : kUsual};
  if (rect) {
    letterbox.rect_stride = 32;
    for (double stride : card.strides) letterbox.rect_stride = std::max(letterbox.rect_stride, static_cast<int>(stride));
  }
  return plan_letterbox(picture.width, picture.height, letterbox);
}

namespace {

NmsOptions nms_options(const PredictOptions& options) {
  return {.confidence = options.confidence, .iou = options.iou, .max_detections = options.max_detections,
          .class_agnostic = options.class_agnostic, .classes = options.classes};
}

/// Rows of an end-to-end head are final: they are only filtered.
std::vector<Detection> filter_rows(const Tensor& rows, const PredictOptions& options) {
  std::vector<Detection> kept;
  std::vector<float> numbers = rows.to_floats();
  size_t width = static_cast<size_t>(rows.dims()[2]);
  for (int row = 0; row < rows.dims()[1]; ++row) {
    const float* r = &numbers[static_cast<size_t>(row) * width];
    int class_index = static_cast<int>(r[5]);
    bool wanted = options.classes.empty() || std::ranges::find(options.classes, class_index) != options.classes.end();
    if (r[4] > options.confidence && wanted)
      kept.push_back({.box = {r[0], r[1], r[2], r[3]}, .confidence = r[4], .class_index = class_index, .anchor = row});
  }
  std::ranges::stable_sort(kept, std::greater<>(), &Detection::confidence);
  if (kept.size() > static_cast<size_t>(options.max_detections)) kept.resize(static_cast<size_t>(options.max_detections));
  return kept;
}

std::vector<Detection> suppress_split(const Tensor& boxes, const Tensor& scores, const NmsOptions& nms) {
  std::vector<float> b = boxes.to_floats(), s = scores.to_floats();
  size_t anchors = static_cast<size_t>(boxes.dims()[1]), classes = static_cast<size_t>(scores.dims()[2]);
  return select_and_suppress({b.data(), anchors, 4, 4, 1}, BoxForm::corners, {s.data(), anchors, classes, classes, 1}, nms);
}

std::vector<Detection> suppress_joint(const Tensor& output, int64_t classes, const NmsOptions& nms) {
  std::vector<float> numbers = output.to_floats();
  size_t anchors = static_cast<size_t>(output.dims()[2]);
  AnchorTable boxes{numbers.data(), anchors, 4, 1, anchors};
  AnchorTable scores{numbers.data() + 4 * anchors, anchors, static_cast<size_t>(classes), 1, anchors};
  return select_and_suppress(boxes, BoxForm::centre, scores, nms);
}

Result<> check_dims(const std::vector<Tensor>& outputs, const RunnableDetector& detector) {
  size_t needed = detector.form == DetectionForm::split ? 2 : 1;
  bool good = outputs.size() >= needed;
  for (size_t i = 0; good && i < needed; ++i) good = outputs[i].dims().size() == 3 && is_float(outputs[i].dtype());
  if (good && detector.form == DetectionForm::end_to_end) good = outputs[0].dims()[2] >= 6;
  if (good && detector.form == DetectionForm::joint)
    good = detector.classes > 0 && outputs[0].dims()[1] >= 4 + detector.classes;
  if (good && detector.form == DetectionForm::split) good = outputs[0].dims()[2] == 4;
  if (good) return {};
  return unsupported("the outputs do not have the shapes that the metadata promise");
}

}  // namespace

Result<std::vector<Detection>> detections_of(const std::vector<Tensor>& outputs, const RunnableDetector& detector,
                                             const PredictOptions& options) {
  TRY(check_dims(outputs, detector));
  switch (detector.form) {
    case DetectionForm::split: return suppress_split(outputs[0], outputs[1], nms_options(options));
    case DetectionForm::joint: return suppress_joint(outputs[0], detector.classes, nms_options(options));
    case DetectionForm::end_to_end: return filter_rows(outputs[0], options);
  }
  return internal("an unknown form of detections");
}

}  // namespace ponte
