#include "detector/embedded_objects.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "vision/inverse_letterbox.h"
#include "vision/rotated.h"
#include "yolo/card/card.h"

namespace ponte::detector {

namespace {

/// An output of one row per object.
struct Rows {
  std::vector<float> numbers;
  size_t width = 0;

  const float* row(size_t i) const { return &numbers[i * width]; }
};

/// What the session gave, by name; null when it has no such output.
class NamedTensors {
 public:
  NamedTensors(const std::vector<Tensor>& tensors, const Session& session) : tensors_(tensors), session_(session) {}

  const Tensor* find(std::string_view name) const { return find_output(session_, tensors_, name); }

  Result<Rows> rows(std::string_view name, size_t count) const {
    const Tensor* tensor = find(name);
    if (!tensor || count == 0) return Rows{};
    if (tensor->dims().empty() || tensor->dims()[0] != static_cast<int64_t>(count))
      return unsupported("output {} is not one row for each of {} objects", name, count);
    Rows rows{tensor->to_floats(), static_cast<size_t>(tensor->count()) / count};
    bool finite = std::ranges::all_of(rows.numbers, [](float number) { return std::isfinite(number); });
    if (!finite) return corrupt("output {} holds NaN or infinite numbers", name);
    return rows;
  }

 private:
  const std::vector<Tensor>& tensors_;
  const Session& session_;
};

/// The part of a whole picture's mask that lies in the box. A mask on the network's input is looked up at the centres
/// of the picture's pixels.
Mask mask_in_box(const std::byte* pixels, const FoundObject& object, const Letterbox& plan, bool of_picture) {
  auto edge = [](float place, int limit) { return std::clamp(static_cast<int>(std::ceil(place)), 0, limit); };
  Mask mask{edge(object.x1, plan.image_width), edge(object.y1, plan.image_height), 0, 0, {}};
  mask.width = std::max(0, edge(object.x2, plan.image_width) - mask.left);
  mask.height = std::max(0, edge(object.y2, plan.image_height) - mask.top);
  mask.pixels.reserve(static_cast<size_t>(mask.width) * static_cast<size_t>(mask.height));
  int row_width = of_picture ? plan.image_width : plan.width;
  auto on_input = [&](int pixel, int size, int resized, int border, int limit) {
    return std::min(limit - 1, border + static_cast<int>((pixel + 0.5) * resized / size));
  };
  for (int y = mask.top; y < mask.top + mask.height; ++y) {
    int v = of_picture ? y : on_input(y, plan.image_height, plan.resized_height, plan.top, plan.height);
    for (int x = mask.left; x < mask.left + mask.width; ++x) {
      int u = of_picture ? x : on_input(x, plan.image_width, plan.resized_width, plan.left, plan.width);
      std::byte pixel = pixels[static_cast<size_t>(v) * static_cast<size_t>(row_width) + static_cast<size_t>(u)];
      mask.pixels.push_back(pixel != std::byte{0});
    }
  }
  return mask;
}

/// What a model gives beside boxes, scores and classes.
struct Extras {
  Rows keypoints, rotated;
  const std::byte* masks = nullptr;
  size_t mask_bytes = 0;  ///< of one object
  size_t keypoint_numbers = 2;
};

Result<Extras> read_extras(const NamedTensors& outputs, const Card& card, const Letterbox& plan, bool of_picture,
                           size_t count) {
  Extras extras;
  TRY_ASSIGN(extras.keypoints, outputs.rows("keypoints", count));
  TRY_ASSIGN(extras.rotated, outputs.rows("rotated_boxes", count));
  // (n, keypoints, numbers each)
  if (const Tensor* keypoints = outputs.find("keypoints"); keypoints && keypoints->dims().size() == 3)
    extras.keypoint_numbers = static_cast<size_t>(keypoints->dims()[2]);
  else if (card.keypoint_shape)
    extras.keypoint_numbers = static_cast<size_t>(card.keypoint_shape->second);
  bool good = extras.rotated.width == 0 || extras.rotated.width == 5;
  good &= extras.keypoint_numbers >= 2 && extras.keypoints.width % extras.keypoint_numbers == 0;
  if (const Tensor* masks = outputs.find("masks"); masks && count > 0) {
    int64_t pixels = of_picture ? int64_t{plan.image_width} * plan.image_height : int64_t{plan.width} * plan.height;
    good &= masks->dtype() == DType::u8 && masks->count() == static_cast<int64_t>(count) * pixels;
    extras.masks = masks->bytes().data();
    extras.mask_bytes = static_cast<size_t>(pixels);
  }
  if (!good) return unsupported("the outputs do not have the shapes that the metadata promise");
  return extras;
}

void add_extras(const Extras& extras, size_t i, const InverseLetterbox& way, const Letterbox& plan, bool of_picture,
                FoundObject& object) {
  for (size_t k = 0; k + 1 < extras.keypoints.width; k += extras.keypoint_numbers) {
    const float* p = extras.keypoints.row(i) + k;
    Keypoint point{p[0], p[1], extras.keypoint_numbers > 2 ? p[2] : 1};
    object.keypoints.push_back(of_picture ? point : way.keypoint(point));
  }
  if (extras.rotated.width == 5) {
    const float* r = extras.rotated.row(i);
    RotatedBox box{r[0], r[1], r[2], r[3], r[4]};
    object.rotated_box = of_picture ? box : way.rotated(box);
    Box bounds = bounds_of(*object.rotated_box);
    object.x1 = bounds.x1, object.y1 = bounds.y1, object.x2 = bounds.x2, object.y2 = bounds.y2;
  }
  if (extras.masks) object.mask = mask_in_box(extras.masks + i * extras.mask_bytes, object, plan, of_picture);
}

}  // namespace

bool takes_pictures(const RunnableDetector& detector) {
  const std::vector<Port>& inputs = detector.session->inputs();
  return inputs.size() == 1 && inputs[0].dtype == DType::u8 && inputs[0].shape.size() == 3;
}

Tensor picture_tensor(const Image& picture, const Card& card) {
  std::vector<uint8_t> pixels = picture.rgb;
  if (card.colour_order == "bgr")
    for (size_t i = 0; i + 2 < pixels.size(); i += 3) std::swap(pixels[i], pixels[i + 2]);
  return Tensor::of<uint8_t>(std::move(pixels), {picture.height, picture.width, 3});
}

Result<std::vector<FoundObject>> embedded_objects(const std::vector<Tensor>& tensors, const RunnableDetector& detector,
                                                  const Letterbox& plan, const PredictOptions& options) {
  NamedTensors outputs(tensors, *detector.session);
  const Tensor* all_scores = outputs.find("scores");
  size_t count = all_scores ? static_cast<size_t>(all_scores->count()) : 0;
  TRY_ASSIGN(Rows boxes, outputs.rows("boxes", count));
  TRY_ASSIGN(Rows scores, outputs.rows("scores", count));
  TRY_ASSIGN(Rows classes, outputs.rows("classes", count));
  if (count > 0 && (boxes.width != 4 || scores.width != 1 || classes.width != 1))
    return unsupported("the outputs do not have the shapes that the metadata promise");
  bool of_picture = takes_pictures(detector);
  TRY_ASSIGN(Extras extras, read_extras(outputs, detector.card, plan, of_picture, count));
  InverseLetterbox way(plan, profile_or_default(options.profile));
  constexpr int kAll = std::numeric_limits<int>::max();
  std::vector<FoundObject> objects;
  for (size_t i = 0; i < count && std::ssize(objects) < options.max_detections.value_or(kAll); ++i) {
    int class_index = static_cast<int>(classes.numbers[i]);
    if (!is_wanted(options.classes, class_index) || !(scores.numbers[i] > options.confidence.value_or(0))) continue;
    const float* b = boxes.row(i);
    Box box{b[0], b[1], b[2], b[3]};
    if (!of_picture) box = way.box(box);
    FoundObject object{.class_index = class_index,
                       .name = class_label(detector.card, class_index),
                       .confidence = scores.numbers[i],
                       .x1 = box.x1,
                       .y1 = box.y1,
                       .x2 = box.x2,
                       .y2 = box.y2};
    add_extras(extras, i, way, plan, of_picture, object);
    objects.push_back(std::move(object));
  }
  return objects;
}

}  // namespace ponte::detector
