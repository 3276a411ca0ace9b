#include "detector/head_outputs.h"

#include <bit>

namespace ponte::detector {

Floats::Floats(Tensor tensor) : tensor_(std::move(tensor)) {
  bool aligned = reinterpret_cast<uintptr_t>(tensor_.bytes().data()) % alignof(float) == 0;
  if (tensor_.dtype() != DType::f32 || !aligned) copy_ = tensor_.to_floats();
}

namespace {

std::unexpected<Error> other_shapes() {
  return unsupported("the outputs do not have the shapes that the metadata promise");
}

bool is_finite(float number) {
  constexpr uint32_t kMagnitude = 0x7fffffff, kInfinity = 0x7f800000;
  return (std::bit_cast<uint32_t>(number) & kMagnitude) < kInfinity;
}

/// How many numbers are NaN or infinite.
size_t count_not_finite(const Floats& floats) {
  constexpr size_t kBlock = 256;
  size_t count = 0, i = 0;
  const float* data = floats.data();
  // Blocks of a size that the compiler knows become vector code.
  for (; i + kBlock <= floats.size(); i += kBlock) {
    uint32_t in_block = 0;
    for (size_t k = 0; k < kBlock; ++k) in_block += !is_finite(data[i + k]);
    count += in_block;
  }
  for (; i < floats.size(); ++i) count += !is_finite(data[i]);
  return count;
}

Result<> check_finite(const Floats& floats, const std::string& name) {
  size_t count = count_not_finite(floats);
  if (count == 0) return {};
  return with_hint(corrupt("output {}: {} of {} numbers are NaN or infinite", name, count, floats.size()),
                   "the weights are damaged, or too large for the floats of this file");
}

/// Float outputs by name, each checked.
struct NamedOutputs {
  std::vector<Floats> floats;
  std::vector<std::string> names;

  const Floats* find(std::string_view name) const {
    for (size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return &floats[i];
    return nullptr;
  }
  const Floats* of_rank(size_t rank) const {
    for (const Floats& each : floats)
      if (each.dims().size() == rank) return &each;
    return nullptr;
  }
};

Result<NamedOutputs> name_outputs(const std::vector<Tensor>& outputs, const RunnableDetector& detector) {
  NamedOutputs named;
  const std::vector<Port>& ports = detector.session->outputs();
  for (size_t i = 0; i < outputs.size() && i < ports.size(); ++i) {
    if (!is_float(outputs[i].dtype())) continue;
    named.floats.emplace_back(outputs[i]);
    named.names.push_back(ports[i].name);
    TRY(check_finite(named.floats.back(), ports[i].name));
  }
  return named;
}

size_t dim(const Floats& floats, size_t axis) { return static_cast<size_t>(floats.dims()[axis]); }

/// Columns [first, first + count) of rows (1, anchors, width).
AnchorTable columns_of(const Floats& rows, size_t first, size_t count) {
  return {rows.data() + first, dim(rows, 1), count, dim(rows, 2), 1};
}

/// The same of (1, width, anchors).
AnchorTable rows_of(const Floats& columns, size_t first, size_t count) {
  size_t anchors = dim(columns, 2);
  return {columns.data() + first * anchors, anchors, count, 1, anchors};
}

Result<Prototypes> read_prototypes(const Floats* maps, size_t coefficients) {
  if (!maps || maps->dims().size() != 4 || dim(*maps, 1) != coefficients || maps->size() == 0) return other_shapes();
  const Dims& dims = maps->dims();
  return Prototypes{maps->data(), static_cast<int>(dims[1]), static_cast<int>(dims[2]), static_cast<int>(dims[3])};
}

Result<> read_split(const NamedOutputs& named, HeadOutputs& head) {
  const Floats *boxes = named.find("boxes"), *scores = named.find("scores");
  if (!boxes && named.floats.size() >= 2) boxes = &named.floats[0], scores = &named.floats[1];
  if (!boxes || !scores || boxes->dims().size() != 3 || scores->dims().size() != 3) return other_shapes();
  if (dim(*boxes, 2) != 4 || dim(*boxes, 1) != dim(*scores, 1)) return other_shapes();
  head.boxes = columns_of(*boxes, 0, 4);
  head.scores = columns_of(*scores, 0, dim(*scores, 2));
  for (const char* name : {"mask_coefficients", "keypoints", "angles"}) {
    const Floats* extra = named.find(name);
    if (!extra) continue;
    if (extra->dims().size() < 3 || dim(*extra, 1) != head.boxes.anchors) return other_shapes();
    size_t width = head.boxes.anchors == 0 ? 0 : extra->size() / head.boxes.anchors;
    head.extra = {extra->data(), head.boxes.anchors, width, width, 1};
    if (extra->dims().size() == 4) head.keypoint_numbers = dim(*extra, 3);
  }
  return {};
}

Result<> read_joint(const NamedOutputs& named, size_t classes, HeadOutputs& head) {
  const Floats* output = named.of_rank(3);
  if (!output || classes == 0 || dim(*output, 1) < 4 + classes) return other_shapes();
  head.boxes = rows_of(*output, 0, 4);
  head.box_form = BoxForm::centre;
  head.scores = rows_of(*output, 4, classes);
  head.extra = rows_of(*output, 4 + classes, dim(*output, 1) - 4 - classes);
  return {};
}

Result<> read_rows(const NamedOutputs& named, HeadOutputs& head) {
  const Floats* output = named.of_rank(3);
  if (!output || dim(*output, 2) < 6) return other_shapes();
  head.rows = columns_of(*output, 0, 6);
  head.extra = columns_of(*output, 6, dim(*output, 2) - 6);
  return {};
}

/// Whether what lies beside boxes and scores is what the task needs.
Result<> check_extra(const NamedOutputs& named, const Card& card, HeadOutputs& head) {
  size_t width = head.extra.columns;
  switch (card.task) {
    case Task::segment: {
      const Floats* maps = named.find("prototypes");
      if (width == 0) return other_shapes();
      TRY_ASSIGN(head.prototypes, read_prototypes(maps ? maps : named.of_rank(4), width));
      return {};
    }
    case Task::pose:
      if (head.keypoint_numbers == 0 && card.keypoint_shape)
        head.keypoint_numbers = static_cast<size_t>(card.keypoint_shape->second);
      if (head.keypoint_numbers != 2 && head.keypoint_numbers != 3)
        return unsupported("the metadata do not say how many numbers a keypoint has");
      if (width == 0 || width % head.keypoint_numbers != 0) return other_shapes();
      return {};
    case Task::obb:
      if (width != 1) return other_shapes();
      return {};
    default: return {};
  }
}

}  // namespace

Result<HeadOutputs> read_outputs(const std::vector<Tensor>& outputs, const RunnableDetector& detector) {
  TRY_ASSIGN(NamedOutputs named, name_outputs(outputs, detector));
  HeadOutputs head;
  switch (detector.form) {
    case DetectionForm::split: TRY(read_split(named, head)); break;
    case DetectionForm::joint: TRY(read_joint(named, static_cast<size_t>(detector.classes), head)); break;
    case DetectionForm::end_to_end: TRY(read_rows(named, head)); break;
    case DetectionForm::objects: return internal("objects are read by embedded_objects()");
  }
  // An angle belongs to every box of an obb; what its end-to-end rows call corners are centre, width and height.
  if (detector.card.task == Task::obb && detector.form == DetectionForm::end_to_end) head.box_form = BoxForm::centre;
  TRY(check_extra(named, detector.card, head));
  head.held = std::move(named.floats);
  return head;
}

Result<std::vector<float>> read_probabilities(const std::vector<Tensor>& outputs, const RunnableDetector& detector) {
  TRY_ASSIGN(NamedOutputs named, name_outputs(outputs, detector));
  if (named.floats.empty() || named.floats[0].dims().size() > 2) return other_shapes();
  const Floats& numbers = named.floats[0];
  return std::vector<float>(numbers.data(), numbers.data() + numbers.size());
}

}  // namespace ponte::detector
