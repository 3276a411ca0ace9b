// YOLOv5's head: boxes relative to anchors of given sizes. xy = (2 s - 0.5 + cell) stride, wh = (2 s)^2 anchor, with
// s = sigmoid of the raw map. Rows of a level are ordered (anchor, y, x).

#include <numbers>

#include "yolo/anchors.h"
#include "yolo/decode_parts.h"

namespace ponte {

namespace {

struct AnchoredGrid {
  std::vector<float> cells, strides, sizes;  // (A, 2), (A, 1), (A, 2)
};

AnchoredGrid anchored_grid(GraphBuilder& builder, const Head& head) {
  AnchoredGrid grid;
  for (const HeadLevel& level : head.levels) {
    int64_t height = builder.size(level.anchored, 2), width = builder.size(level.anchored, 3);
    for (auto [anchor_width, anchor_height] : level.anchor_sizes) {
      for (int64_t cell = 0; cell < height * width; ++cell) {
        // The -0.5 of the formula is taken into the cell's corner.
        grid.cells.push_back(static_cast<float>(cell % width) - 0.5f);
        grid.cells.push_back(static_cast<float>(cell / width) - 0.5f);
        grid.strides.push_back(static_cast<float>(level.stride));
        grid.sizes.push_back(static_cast<float>(anchor_width));
        grid.sizes.push_back(static_cast<float>(anchor_height));
      }
    }
  }
  return grid;
}

/// Raw maps of all levels as rows (B, A, numbers).
ValueId join_rows(GraphBuilder& builder, const Head& head, int64_t numbers) {
  std::vector<ValueId> rows;
  for (size_t i = 0; i < head.levels.size(); ++i) {
    auto scope = builder.scope(fmt::format("rows.{}", i));
    int64_t anchors = static_cast<int64_t>(head.levels[i].anchor_sizes.size());
    ValueId split_up = builder.reshape(head.levels[i].anchored, {0, anchors, numbers, -1}, "anchors");
    ValueId turned = builder.transpose(split_up, {0, 1, 3, 2});
    rows.push_back(builder.reshape(turned, {0, -1, numbers}, "flat"));
  }
  return builder.concat(rows, 1, "rows");
}

struct AnchoredParts {
  ValueId boxes, probabilities, masks;  // (B, A, 4), (B, A, 1 + classes), (B, A, n)
};

/// The grid of cells is a constant.
bool has_fixed_size(GraphBuilder& builder, const Head& head) {
  std::vector<ValueId> maps;
  for (const HeadLevel& level : head.levels) {
    maps.push_back(level.anchored);
    const Shape& shape = builder.shape(level.anchored);
    if (shape.size() == 4 && shape[2].known() && shape[3].known()) continue;
    builder.fail({ErrorKind::unsupported, "", "an anchor-based head needs a fixed input size", "leave --dynamic-size out"});
    return false;
  }
  return anchors_fit(builder, maps);
}

AnchoredParts decode_anchored(GraphBuilder& builder, const Head& head) {
  if (!has_fixed_size(builder, head)) return {};
  int64_t masks = head.extra == Extra::mask_coefficients ? head.extra_count : 0;
  int64_t predicted = 5 + head.classes;
  ValueId rows = join_rows(builder, head, predicted + masks);
  AnchoredParts parts;
  if (masks > 0) {
    std::vector<ValueId> halves = builder.split(rows, {predicted, masks}, 2, "masks");
    rows = halves[0];
    parts.masks = halves[1];
  }
  std::vector<ValueId> s = builder.split(builder.sigmoid(rows), {2, 2, 1 + head.classes}, 2, "xy_wh_scores");
  AnchoredGrid grid = anchored_grid(builder, head);
  int64_t count = static_cast<int64_t>(grid.strides.size());
  ValueId cells = builder.constant(Tensor::of<float>(std::move(grid.cells), {1, count, 2}), "cells");
  ValueId strides = builder.constant(Tensor::of<float>(std::move(grid.strides), {1, count, 1}), "strides");
  ValueId sizes = builder.constant(Tensor::of<float>(std::move(grid.sizes), {1, count, 2}), "anchor_sizes");
  ValueId two = builder.scalar(2.0f, "two");
  ValueId xy = builder.product(builder.sum(builder.product(s[0], two, "xy_doubled"), cells, "xy_cells"), strides, "xy");
  ValueId doubled = builder.product(s[1], two, "wh_doubled");
  ValueId wh = builder.product(builder.product(doubled, doubled, "wh_squared"), sizes, "wh");
  parts.boxes = builder.concat({xy, wh}, 2, "boxes");
  parts.probabilities = s[2];
  return parts;
}

}  // namespace

ValueId emit_anchored_rows(GraphBuilder& builder, const Head& head) {
  AnchoredParts parts = decode_anchored(builder, head);
  std::vector<ValueId> columns{parts.boxes, parts.probabilities};
  if (parts.masks) columns.push_back(parts.masks);
  return builder.concat(columns, 2, "output");
}

DecodedParts emit_anchored_parts(GraphBuilder& builder, const Head& head) {
  AnchoredParts parts = decode_anchored(builder, head);
  auto columns = [&](ValueId rows, std::string_view name) { return builder.transpose(rows, {0, 2, 1}, name); };
  std::vector<ValueId> p = builder.split(parts.probabilities, {1, head.classes}, 2, "objectness_classes");
  DecodedParts decoded;
  decoded.boxes = columns(parts.boxes, "box_columns");
  decoded.scores = columns(builder.product(p[0], p[1], "scores"), "score_columns");
  if (parts.masks) decoded.extra = columns(parts.masks, "mask_columns");
  return decoded;
}

}  // namespace ponte
