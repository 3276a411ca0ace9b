#include "yolo/anchors.h"

namespace ponte {

bool anchors_fit(GraphBuilder& builder, const std::vector<ValueId>& maps) {
  // Far more than any detector has; a made-up file must not fill the memory.
  constexpr int64_t kMost = int64_t{1} << 24;
  int64_t cells = 0;
  for (ValueId map : maps) {
    int64_t height = builder.size(map, 2), width = builder.size(map, 3);
    int64_t area = 0;
    if (builder.failed()) return false;
    if (__builtin_mul_overflow(height, width, &area) || area > kMost || (cells += area) > kMost) {
      builder.fail({ErrorKind::unsupported, "", fmt::format("more than {} anchors", kMost), ""});
      return false;
    }
  }
  return true;
}

namespace {

bool sizes_known(const GraphBuilder& builder, const std::vector<ValueId>& maps) {
  for (ValueId map : maps) {
    const Shape& shape = builder.shape(map);
    if (shape.size() != 4 || !shape[2].known() || !shape[3].known()) return false;
  }
  return true;
}

Anchors constant_anchors(GraphBuilder& builder, const std::vector<ValueId>& maps, const std::vector<HeadLevel>& levels) {
  if (!anchors_fit(builder, maps)) return {};
  std::vector<float> xs, ys, strides;
  for (size_t i = 0; i < maps.size(); ++i) {
    int64_t height = builder.size(maps[i], 2), width = builder.size(maps[i], 3);
    for (int64_t y = 0; y < height; ++y) {
      for (int64_t x = 0; x < width; ++x) {
        xs.push_back(static_cast<float>(x) + 0.5f);
        ys.push_back(static_cast<float>(y) + 0.5f);
        strides.push_back(static_cast<float>(levels[i].stride));
      }
    }
  }
  int64_t count = static_cast<int64_t>(xs.size());
  xs.insert(xs.end(), ys.begin(), ys.end());
  return {builder.constant(Tensor::of<float>(std::move(xs), {1, 2, count}), "anchors"),
          builder.constant(Tensor::of<float>(std::move(strides), {1, 1, count}), "strides")};
}

/// 0.5, 1.5, … up to the size of one axis of the map, reshaped and broadcast to one value per cell: (1, 1, H W).
ValueId cell_coordinates(GraphBuilder& builder, ValueId map, int64_t axis, std::string_view name) {
  auto scope = builder.scope(name);
  ValueId zero = builder.constant(Tensor::scalar<int64_t>(0), "zero");
  ValueId one = builder.constant(Tensor::scalar<int64_t>(1), "one");
  ValueId size = builder.add("shape", {map}, {{"start", axis}, {"end", axis + 1}}, "size");
  ValueId limit = builder.add("squeeze", {size}, {{"axes", Dims{0}}}, "limit");
  ValueId cells = builder.add("cast", {builder.add("range", {zero, limit, one}, {}, "range")}, {{"to", DType::f32}}, "cells");
  ValueId centres = builder.sum(cells, builder.scalar(0.5f, "half"), "centres");
  ValueId line = builder.reshape(centres, axis == 3 ? Dims{1, -1} : Dims{-1, 1}, "line");
  ValueId grid = builder.add("expand", {line, builder.add("shape", {map}, {{"start", int64_t{2}}, {"end", int64_t{4}}}, "grid")}, {}, "spread");
  return builder.reshape(grid, {1, 1, -1}, "flat");
}

Anchors computed_anchors(GraphBuilder& builder, const std::vector<ValueId>& maps, const std::vector<HeadLevel>& levels) {
  std::vector<ValueId> points, strides;
  for (size_t i = 0; i < maps.size(); ++i) {
    auto scope = builder.scope(fmt::format("anchors.{}", i));
    ValueId x = cell_coordinates(builder, maps[i], 3, "x"), y = cell_coordinates(builder, maps[i], 2, "y");
    points.push_back(builder.concat({x, y}, 1));
    ValueId zeros = builder.product(x, builder.scalar(0.0f, "zero"), "zeros");
    strides.push_back(builder.sum(zeros, builder.scalar(static_cast<float>(levels[i].stride), "stride"), "strides"));
  }
  return {builder.concat(points, 2, "anchors"), builder.concat(strides, 2, "strides")};
}

}  // namespace

Anchors emit_anchors(GraphBuilder& builder, const std::vector<ValueId>& maps, const std::vector<HeadLevel>& levels) {
  if (builder.failed()) return {};
  return sizes_known(builder, maps) ? constant_anchors(builder, maps, levels) : computed_anchors(builder, maps, levels);
}

}  // namespace ponte
