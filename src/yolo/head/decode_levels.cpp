// Boxes of each level in as few operators as can be with channels last: the expectation over the bins is a product with
// a matrix that holds sign and stride as well, so that boxes are anchors plus what it gives.

#include "yolo/head/anchors.h"
#include "yolo/head/decode_parts.h"

namespace ponte::yolo {

namespace {

constexpr float kSigns[] = {-1, -1, 1, 1};  // left, top, right, bottom

/// (4 reg_max, 4): the bins of one distance to its coordinate, in pixels.
Tensor projection(int64_t reg_max, double stride) {
  std::vector<float> weights(static_cast<size_t>(4 * reg_max * 4));
  for (int64_t side = 0; side < 4; ++side)
    for (int64_t bin = 0; bin < reg_max; ++bin)
      weights[static_cast<size_t>((side * reg_max + bin) * 4 + side)] =
          static_cast<float>(static_cast<double>(bin) * stride) * kSigns[side];
  return Tensor::of(std::move(weights), {4 * reg_max, 4});
}

/// (1, H W, 4): x y x y of the middle of each cell, in pixels.
Tensor cell_corners(int64_t height, int64_t width, double stride) {
  std::vector<float> corners;
  for (int64_t y = 0; y < height; ++y)
    for (int64_t x = 0; x < width; ++x)
      for (int64_t number : {x, y, x, y})
        corners.push_back(static_cast<float>((static_cast<double>(number) + 0.5) * stride));
  return Tensor::of(std::move(corners), {1, height * width, 4});
}

/// (B, H W, 4): x1 y1 x2 y2.
ValueId emit_level(GraphBuilder& b, const HeadLevel& level, int64_t reg_max) {
  int64_t height = b.size(level.boxes, 2), width = b.size(level.boxes, 3), cells = height * width;
  ValueId rows = b.transpose(level.boxes, {0, 2, 3, 1}, "cells");
  const Shape& shape = b.shape(rows);
  int64_t batch = !shape.empty() && shape[0].known() ? shape[0].size : -1;
  ValueId distances;
  if (reg_max == 1) {
    auto stride = static_cast<float>(level.stride);
    ValueId signs = b.constant(Tensor::of<float>({-stride, -stride, stride, stride}, {4}), "signed_stride");
    distances = b.mul(b.reshape(rows, {batch, cells, 4}, "distances"), signs, "offsets");
  } else {
    ValueId likelihood = b.softmax(b.reshape(rows, {-1, reg_max}, "bins"), 1);
    ValueId all = b.reshape(likelihood, {-1, 4 * reg_max}, "likelihoods");
    ValueId offsets = b.matmul(all, b.constant(projection(reg_max, level.stride), "projection"), "expected");
    distances = b.reshape(offsets, {batch, cells, 4}, "offsets");
  }
  return b.add(distances, b.constant(cell_corners(height, width, level.stride), "middles"), "corners");
}

/// x1 y1 x2 y2 to cx cy w h, as a matrix from the right.
Tensor centre_size_matrix() {
  return Tensor::of<float>({0.5f, 0, -1, 0, 0, 0.5f, 0, -1, 0.5f, 0, 1, 0, 0, 0.5f, 0, 1}, {4, 4});
}

}  // namespace

bool can_decode_levels(GraphBuilder& builder, const Head& head) {
  std::vector<ValueId> maps;
  for (const HeadLevel& level : head.levels) {
    const Shape& shape = builder.shape(level.boxes);
    if (shape.size() != 4 || !shape[2].known() || !shape[3].known()) return false;
    maps.push_back(level.boxes);
  }
  return anchors_fit(builder, maps);
}

ValueId emit_level_boxes(GraphBuilder& builder, const Head& head, BoxCoding form) {
  std::vector<ValueId> levels;
  for (size_t i = 0; i < head.levels.size(); ++i) {
    auto scope = builder.scope(fmt::format("box.{}", i));
    levels.push_back(emit_level(builder, head.levels[i], head.reg_max));
  }
  auto scope = builder.scope("box");
  ValueId rows = builder.concat(levels, 1);
  if (form == BoxCoding::centre_size)
    rows = builder.matmul(rows, builder.constant(centre_size_matrix(), "centre_size.matrix"), "centre_size");
  return builder.transpose(rows, {0, 2, 1}, "columns");
}

}  // namespace ponte::yolo
