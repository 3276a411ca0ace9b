#include "yolo/head/decode_parts.h"

#include <algorithm>
#include <numbers>
#include <numeric>

#include "yolo/head/anchors.h"

namespace ponte::yolo {

namespace {

std::vector<ValueId> maps_of(const Head& head, ValueId HeadLevel::* map) {
  std::vector<ValueId> maps;
  for (const HeadLevel& level : head.levels) maps.push_back(level.*map);
  return maps;
}

/// All levels of one kind of map beside each other: (B, channels, A).
ValueId join_levels(GraphBuilder& builder, const std::vector<ValueId>& maps, int64_t channels, std::string_view name) {
  auto scope = builder.scope(name);
  std::vector<ValueId> flat;
  for (size_t i = 0; i < maps.size(); ++i)
    flat.push_back(builder.reshape(maps[i], {0, channels, -1}, fmt::format("flat.{}", i)));
  return builder.concat(flat, 2);
}

/// (B, 4 reg_max, A) distributions to (B, 4, A) expected distances.
ValueId emit_dfl(GraphBuilder& builder, ValueId distances, int64_t reg_max) {
  if (reg_max == 1) return distances;
  auto scope = builder.scope("dfl");
  ValueId bins = builder.reshape(distances, {0, 4, reg_max, -1}, "bins");
  ValueId likelihood = builder.softmax(builder.transpose(bins, {0, 2, 1, 3}), 1);
  std::vector<float> centres(static_cast<size_t>(reg_max));
  std::iota(centres.begin(), centres.end(), 0.0f);
  ValueId weight = builder.constant(Tensor::of<float>(std::move(centres), {1, reg_max, 1, 1}), "conv.weight");
  ValueId expected = builder.conv(likelihood, weight, {}, {});
  return builder.reshape(expected, {0, 4, -1}, "distances");
}

ValueId scale(GraphBuilder& builder, ValueId x, float factor, std::string_view name) {
  return builder.mul(x, builder.scalar(factor, std::string(name) + ".factor"), name);
}

/// Distances left, top, right, bottom around the anchors, in cells, to boxes in pixels.
ValueId emit_boxes(GraphBuilder& builder, ValueId distances, const Anchors& anchors, BoxCoding form) {
  std::vector<ValueId> parts = builder.split(distances, {2, 2}, 1, "left_top_right_bottom");
  ValueId lower = builder.sub(anchors.points, parts[0], "lower");
  ValueId upper = builder.add(anchors.points, parts[1], "upper");
  ValueId cells;
  if (form == BoxCoding::corners) {
    cells = builder.concat({lower, upper}, 1, "box");
  } else {
    ValueId centre = scale(builder, builder.add(lower, upper, "corner_sum"), 0.5f, "centre");
    cells = builder.concat({centre, builder.sub(upper, lower, "size")}, 1, "box");
  }
  return builder.mul(cells, anchors.strides, "boxes");
}

/// The centre of a rotated box lies half the difference of the distances from the anchor, in the box's own axes.
ValueId emit_rotated_boxes(GraphBuilder& builder, ValueId distances, ValueId angle, const Anchors& anchors) {
  std::vector<ValueId> parts = builder.split(distances, {2, 2}, 1, "left_top_right_bottom");
  ValueId offset = scale(builder, builder.sub(parts[1], parts[0], "difference"), 0.5f, "offset");
  std::vector<ValueId> f = builder.split(offset, {1, 1}, 1, "offset_xy");
  ValueId cosine = builder.unary("cos", angle, "cos"), sine = builder.unary("sin", angle, "sin");
  ValueId x = builder.sub(builder.mul(f[0], cosine, "x_cos"), builder.mul(f[1], sine, "y_sin"), "x");
  ValueId y = builder.add(builder.mul(f[0], sine, "x_sin"), builder.mul(f[1], cosine, "y_cos"), "y");
  ValueId centre = builder.add(builder.concat({x, y}, 1, "rotated"), anchors.points, "centre");
  ValueId box = builder.concat({centre, builder.add(parts[0], parts[1], "size")}, 1, "box");
  return builder.mul(box, anchors.strides, "boxes");
}

ValueId emit_angle(GraphBuilder& builder, ValueId raw, AngleFormula formula) {
  if (formula == AngleFormula::raw) return raw;
  ValueId turned = builder.sub(builder.sigmoid(raw, "angle_sigmoid"), builder.scalar(0.25f, "quarter"), "turn");
  return scale(builder, turned, std::numbers::pi_v<float>, "angle");
}

/// (B, K D, A) raw to the same, x and y in pixels, the visibility a probability.
ValueId emit_keypoints(GraphBuilder& builder, const Head& head, ValueId raw, const Anchors& anchors) {
  auto scope = builder.scope("keypoints");
  int64_t numbers = head.keypoint_numbers, points = head.extra_count / numbers;
  ValueId split_up = builder.reshape(raw, {0, points, numbers, -1}, "points");
  std::vector<ValueId> parts{split_up};
  if (numbers == 3) parts = builder.split(split_up, {2, 1}, 2, "xy_visibility");
  ValueId xy = parts[0];
  if (head.keypoint_formula == KeypointFormula::doubled) {
    ValueId corner = builder.sub(anchors.points, builder.scalar(0.5f, "half"), "corner");
    xy = builder.add(scale(builder, xy, 2.0f, "doubled"), corner, "cells");
  } else {
    xy = builder.add(xy, anchors.points, "cells");
  }
  xy = builder.mul(xy, anchors.strides, "pixels");
  if (numbers == 3) xy = builder.concat({xy, builder.sigmoid(parts[1], "visibility")}, 2, "joined");
  return builder.reshape(xy, {0, head.extra_count, -1}, "flat");
}

/// (B, classes, A) after sigmoid.
ValueId emit_scores(GraphBuilder& builder, const Head& head) {
  std::vector<ValueId> maps = maps_of(head, &HeadLevel::scores);
  if (head.decode == DecodeForm::joined)
    return builder.sigmoid(join_levels(builder, maps, head.classes, "cls"), "scores");
  for (size_t i = 0; i < maps.size(); ++i) maps[i] = builder.sigmoid(maps[i], fmt::format("scores.{}", i));
  return join_levels(builder, maps, head.classes, "cls");
}

/// Boxes of all levels at once; of an obb with its angle, which is decoded already.
ValueId emit_joined_boxes(GraphBuilder& builder, const Head& head, BoxCoding form, const Anchors& anchors,
                          ValueId angle) {
  ValueId raw = join_levels(builder, maps_of(head, &HeadLevel::boxes), 4 * head.reg_max, "box");
  ValueId distances = emit_dfl(builder, raw, head.reg_max);
  if (head.extra == Extra::angle) return emit_rotated_boxes(builder, distances, angle, anchors);
  return emit_boxes(builder, distances, anchors, form);
}

}  // namespace

DecodedParts emit_parts(GraphBuilder& builder, const Head& head, BoxCoding form) {
  DecodedParts parts;
  parts.scores = emit_scores(builder, head);
  if (head.extra != Extra::none)
    parts.extra = join_levels(builder, maps_of(head, &HeadLevel::extra), head.extra_count, "extra");
  bool per_level =
      head.decode == DecodeForm::per_level && head.extra != Extra::angle && can_decode_levels(builder, head);
  Anchors anchors;
  if (!per_level || head.extra == Extra::keypoints)
    anchors = emit_anchors(builder, maps_of(head, &HeadLevel::scores), head.levels, head.anchors);
  if (head.extra == Extra::keypoints) parts.extra = emit_keypoints(builder, head, parts.extra, anchors);
  if (head.extra == Extra::angle) parts.extra = emit_angle(builder, parts.extra, head.angle_formula);
  parts.boxes =
      per_level ? emit_level_boxes(builder, head, form) : emit_joined_boxes(builder, head, form, anchors, parts.extra);
  return parts;
}

namespace {

/// The smaller of `wanted` and the number of rows (axis 1), as a tensor of one number.
ValueId emit_row_count(GraphBuilder& builder, ValueId rows, int64_t wanted) {
  const Shape& shape = builder.shape(rows);
  if (shape.size() == 3 && shape[1].known()) return builder.ints({std::min(wanted, shape[1].size)}, "count");
  ValueId all = builder.add("shape", {rows}, {{"start", int64_t{1}}, {"end", int64_t{2}}}, "all");
  return builder.add("min", {all, builder.ints({wanted}, "wanted")}, {}, "count");
}

}  // namespace

ValueId gather_rows(GraphBuilder& builder, ValueId rows, ValueId indices, int64_t width, std::string_view name) {
  ValueId repeats = builder.ints({1, 1, width}, fmt::format("{}.repeats", name));
  ValueId index = builder.add("tile", {indices, repeats}, {}, fmt::format("{}.index", name));
  return builder.add("gather_elements", {rows, index}, {{"axis", int64_t{1}}}, name);
}

ValueId emit_best_rows(GraphBuilder& builder, const Head& head, const DecodedParts& parts) {
  auto scope = builder.scope("best");
  ValueId boxes = builder.transpose(parts.boxes, {0, 2, 1}, "box_rows");
  ValueId scores = builder.transpose(parts.scores, {0, 2, 1}, "score_rows");
  ValueId k = emit_row_count(builder, scores, head.max_detections);
  ValueId best = builder.add("reduce_max", {scores}, {{"axes", Dims{2}}, {"keep_dims", false}}, "best_class");
  ValueId index = builder.add_multi("topk", {best, k}, {{"axis", int64_t{1}}}, 2, "anchors")[1];
  ValueId anchor = builder.add("unsqueeze", {index}, {{"axes", Dims{2}}}, "anchor_rows");
  ValueId kept = gather_rows(builder, scores, anchor, head.classes, "kept_scores");
  ValueId pairs = builder.reshape(kept, {0, -1}, "pairs");
  std::vector<ValueId> top = builder.add_multi("topk", {pairs, k}, {{"axis", int64_t{1}}}, 2, "top");
  ValueId classes = builder.constant(Tensor::scalar<int64_t>(head.classes), "classes");
  ValueId class_index = builder.add("mod", {top[1], classes}, {}, "class");
  ValueId row =
      builder.add("unsqueeze", {builder.add("div", {top[1], classes}, {}, "row")}, {{"axes", Dims{2}}}, "rows");
  ValueId picked = builder.add("gather_elements", {anchor, row}, {{"axis", int64_t{1}}}, "picked");
  std::vector<ValueId> columns{gather_rows(builder, boxes, picked, 4, "kept_boxes")};
  columns.push_back(builder.add("unsqueeze", {top[0]}, {{"axes", Dims{2}}}, "score_column"));
  ValueId class_number = builder.add("cast", {class_index}, {{"to", DType::f32}}, "class_number");
  columns.push_back(builder.add("unsqueeze", {class_number}, {{"axes", Dims{2}}}, "class_column"));
  if (parts.extra) {
    ValueId extra = builder.transpose(parts.extra, {0, 2, 1}, "extra_rows");
    columns.push_back(gather_rows(builder, extra, picked, head.extra_count, "kept_extra"));
  }
  return builder.concat(columns, 2, "rows");
}

}  // namespace ponte::yolo
