#include "yolo/head/decode.h"

#include <cmath>
#include <numbers>
#include <numeric>

#include "yolo/head/anchors.h"
#include "yolo/head/decode_parts.h"

namespace ponte::yolo {

const char* extra_output_name(Extra extra) {
  switch (extra) {
    case Extra::mask_coefficients: return "mask_coefficients";
    case Extra::keypoints: return "keypoints";
    case Extra::angle: return "angles";
    case Extra::none: break;
  }
  return "extra";
}

namespace {

/// cx cy w h to x1 y1 x2 y2, coordinates along axis 1.
ValueId corners_of(GraphBuilder& builder, ValueId boxes) {
  std::vector<ValueId> parts = builder.split(boxes, {2, 2}, 1, "centre_size");
  ValueId half = builder.mul(parts[1], builder.scalar(0.5f, "half"), "half_size");
  return builder.concat({builder.sub(parts[0], half, "lower"), builder.add(parts[0], half, "upper")}, 1, "corners");
}

/// (B, n, A) to (B, A, n).
ValueId rows_of(GraphBuilder& builder, ValueId columns, std::string_view name) {
  return builder.transpose(columns, {0, 2, 1}, name);
}

Result<> output(GraphBuilder& builder, ValueId value, const char* name) {
  TRY(builder.status());
  return builder.graph().add_output(value, name);
}

Result<> emit_joint(GraphBuilder& builder, const Head& head) {
  if (head.kind == HeadKind::anchor_based) {
    TRY(output(builder, emit_anchored_rows(builder, head), "output0"));
  } else {
    DecodedParts parts = emit_parts(builder, head, BoxCoding::centre_size);
    std::vector<ValueId> rows{parts.boxes, parts.scores};
    if (parts.extra) rows.push_back(parts.extra);
    TRY(output(builder, builder.concat(rows, 1, "output"), "output0"));
  }
  return head.prototypes ? output(builder, head.prototypes, "output1") : Result<>{};
}

/// The best `count` anchors by their best class, then the best (anchor, class) pairs of these.
Result<> emit_end_to_end(GraphBuilder& builder, const Head& head) {
  // An obb's corners would say nothing of its angle.
  BoxCoding form = head.task == Task::obb ? BoxCoding::centre_size : BoxCoding::corners;
  DecodedParts parts = emit_parts(builder, head, form);
  ValueId picked = emit_best_rows(builder, head, parts);
  TRY(output(builder, picked, "output0"));
  return head.prototypes ? output(builder, head.prototypes, "output1") : Result<>{};
}

Result<> emit_split(GraphBuilder& builder, const Head& head) {
  BoxCoding form = head.task == Task::obb ? BoxCoding::centre_size : BoxCoding::corners;
  DecodedParts parts =
      head.kind == HeadKind::anchor_based ? emit_anchored_parts(builder, head) : emit_parts(builder, head, form);
  ValueId boxes =
      form == BoxCoding::corners && head.kind == HeadKind::anchor_free ? parts.boxes : corners_of(builder, parts.boxes);
  TRY(output(builder, rows_of(builder, boxes, "box_rows"), "boxes"));
  TRY(output(builder, rows_of(builder, parts.scores, "score_rows"), "scores"));
  if (parts.extra) {
    ValueId rows = rows_of(builder, parts.extra, "extra_rows");
    if (head.extra == Extra::keypoints)
      rows =
          builder.reshape(rows, {0, -1, head.extra_count / head.keypoint_numbers, head.keypoint_numbers}, "keypoints");
    TRY(output(builder, rows, extra_output_name(head.extra)));
  }
  return head.prototypes ? output(builder, head.prototypes, "prototypes") : Result<>{};
}

Result<> emit_detections(GraphBuilder& builder, const Head& head) {
  if (head.kind == HeadKind::classify) return unsupported("a classifier has nothing to suppress");
  BoxCoding form = head.task == Task::obb ? BoxCoding::centre_size : BoxCoding::corners;
  DecodedParts parts =
      head.kind == HeadKind::anchor_based ? emit_anchored_parts(builder, head) : emit_parts(builder, head, form);
  if (head.kind == HeadKind::anchor_based) parts.boxes = corners_of(builder, parts.boxes);
  Detections found = head.end_to_end ? emit_confident(builder, emit_best_rows(builder, head, parts), head.suppression)
                                     : emit_suppressed(builder, head, parts, head.suppression);
  TRY(output(builder, found.rows, "detections"));
  TRY(output(builder, found.count, "count"));
  return head.prototypes ? output(builder, head.prototypes, "prototypes") : Result<>{};
}

Result<> emit_maps(GraphBuilder& builder, const Head& head, const std::vector<HeadLevel>& levels, const char* prefix) {
  for (const HeadLevel& level : levels) {
    int number = static_cast<int>(std::lround(std::log2(level.stride)));
    auto put = [&](ValueId map, const char* name) -> Result<> {
      return map ? output(builder, map, fmt::format("{}{}_p{}", prefix, name, number).c_str()) : Result<>{};
    };
    TRY(put(level.anchored, "anchored"));
    TRY(put(level.boxes, "boxes"));
    TRY(put(level.scores, "scores"));
    TRY(put(level.extra, extra_output_name(head.extra)));
  }
  return {};
}

Result<> emit_levels(GraphBuilder& builder, const Head& head) {
  TRY(emit_maps(builder, head, head.levels, ""));
  TRY(emit_maps(builder, head, head.training_levels, "one_to_many_"));
  return head.prototypes ? output(builder, head.prototypes, "prototypes") : Result<>{};
}

Result<> emit_classify(GraphBuilder& builder, const Head& head, HeadLayout layout) {
  if (layout == HeadLayout::levels) return output(builder, head.logits, "logits");
  ValueId probabilities = builder.softmax(head.logits, 1, "softmax");
  return output(builder, probabilities, layout == HeadLayout::split ? "probabilities" : "output0");
}

}  // namespace

Result<> emit_outputs(GraphBuilder& builder, const Head& head, HeadLayout layout) {
  builder.graph().clear_outputs();
  auto scope = builder.scope(head.path);
  if (head.kind == HeadKind::classify && layout != HeadLayout::detections) return emit_classify(builder, head, layout);
  switch (layout) {
    case HeadLayout::joint: return emit_joint(builder, head);
    case HeadLayout::end_to_end: return emit_end_to_end(builder, head);
    case HeadLayout::split: return emit_split(builder, head);
    case HeadLayout::levels: return emit_levels(builder, head);
    case HeadLayout::detections: return emit_detections(builder, head);
    case HeadLayout::unknown: break;
  }
  return internal("there are no outputs of layout {}", head_layout_name(layout));
}

}  // namespace ponte::yolo
