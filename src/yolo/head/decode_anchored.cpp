// YOLOv5's head: boxes relative to anchors of given sizes. xy = (2 s - 0.5 + cell) stride, wh = (2 s)^2 anchor, with
// s = sigmoid of the raw map. Rows of a level are ordered (anchor, y, x).

#include "yolo/head/anchors.h"
#include "yolo/head/decode_parts.h"

namespace ponte::yolo {

namespace {

/// cell - 0.5 of every cell of a level: (1 or B, 1, H W, 2).
ValueId emit_cells(GraphBuilder& builder, const HeadLevel& level, AnchorForm form) {
  ValueId points = emit_anchors(builder, {level.anchored}, {level}, form).points;
  ValueId corners = builder.sub(points, builder.scalar(1.0f, "one"), "corners");
  ValueId rows = builder.transpose(corners, {0, 2, 1}, "corner_rows");
  return builder.add("unsqueeze", {rows}, {{"axes", Dims{1}}}, "cells");
}

/// (1, anchors, 1, 2) in pixels.
ValueId emit_sizes(GraphBuilder& builder, const HeadLevel& level) {
  std::vector<float> sizes;
  for (auto [width, height] : level.anchor_sizes) {
    sizes.push_back(static_cast<float>(width));
    sizes.push_back(static_cast<float>(height));
  }
  Dims dims{1, static_cast<int64_t>(level.anchor_sizes.size()), 1, 2};
  return builder.constant(Tensor::of<float>(std::move(sizes), std::move(dims)), "anchor_sizes");
}

/// One level decoded: (B, anchors H W, 5 + classes + masks).
ValueId emit_level(GraphBuilder& builder, const Head& head, const HeadLevel& level, int64_t masks) {
  int64_t anchors = static_cast<int64_t>(level.anchor_sizes.size()), numbers = 5 + head.classes + masks;
  ValueId split_up = builder.reshape(level.anchored, {0, anchors, numbers, -1}, "anchors");
  ValueId turned = builder.transpose(split_up, {0, 1, 3, 2});
  std::vector<ValueId> columns;
  if (masks > 0) {
    std::vector<ValueId> halves = builder.split(turned, {5 + head.classes, masks}, 3, "masks");
    if (halves.size() != 2) return {};
    turned = halves[0];
    columns.push_back(halves[1]);
  }
  std::vector<ValueId> s = builder.split(builder.sigmoid(turned), {2, 2, 1 + head.classes}, 3, "xy_wh_scores");
  if (s.size() != 3) return {};
  ValueId two = builder.scalar(2.0f, "two"), stride = builder.scalar(static_cast<float>(level.stride), "stride");
  ValueId in_cells =
      builder.add(builder.mul(s[0], two, "xy_doubled"), emit_cells(builder, level, head.anchors), "xy_cells");
  ValueId xy = builder.mul(in_cells, stride, "xy");
  ValueId doubled = builder.mul(s[1], two, "wh_doubled");
  ValueId wh = builder.mul(builder.mul(doubled, doubled, "wh_squared"), emit_sizes(builder, level), "wh");
  columns.insert(columns.begin(), {xy, wh, s[2]});
  return builder.reshape(builder.concat(columns, 3, "columns"), {0, -1, numbers}, "rows");
}

int64_t mask_count(const Head& head) { return head.extra == Extra::mask_coefficients ? head.extra_count : 0; }

}  // namespace

ValueId emit_anchored_rows(GraphBuilder& builder, const Head& head) {
  std::vector<ValueId> levels;
  for (size_t i = 0; i < head.levels.size(); ++i) {
    auto scope = builder.scope(fmt::format("levels.{}", i));
    levels.push_back(emit_level(builder, head, head.levels[i], mask_count(head)));
  }
  return builder.concat(levels, 1, "output");
}

DecodedParts emit_anchored_parts(GraphBuilder& builder, const Head& head) {
  Dims sizes{4, 1, head.classes};
  if (mask_count(head) > 0) sizes.push_back(mask_count(head));
  std::vector<ValueId> parts = builder.split(emit_anchored_rows(builder, head), sizes, 2, "parts");
  if (parts.size() != sizes.size()) return {};
  auto columns = [&](ValueId rows, std::string_view name) { return builder.transpose(rows, {0, 2, 1}, name); };
  DecodedParts decoded;
  decoded.boxes = columns(parts[0], "box_columns");
  decoded.scores = columns(builder.mul(parts[1], parts[2], "scores"), "score_columns");
  if (parts.size() > 3) decoded.extra = columns(parts[3], "mask_columns");
  return decoded;
}

}  // namespace ponte::yolo
