#include "yolo/head/anchors.h"

namespace ponte::yolo {

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

Anchors constant_anchors(GraphBuilder& builder, const std::vector<ValueId>& maps,
                         const std::vector<HeadLevel>& levels) {
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

/// Counts cells instead of asking for sizes, since not every format has shapes as values: (B, 2, H W) and (B, 1, H W).
Anchors counted_anchors(GraphBuilder& builder, const std::vector<ValueId>& maps, const std::vector<HeadLevel>& levels) {
  std::vector<ValueId> points, strides;
  for (size_t i = 0; i < maps.size(); ++i) {
    auto scope = builder.scope(fmt::format("anchors.{}", i));
    ValueId one_channel = builder.slice(maps[i], 1, 0, 1, 1, "channel");
    ValueId ones = builder.unary("ones_like", one_channel, "ones");
    auto count_along = [&](int64_t axis, std::string_view name) {
      ValueId along = builder.constant(Tensor::scalar<int64_t>(axis), fmt::format("{}.axis", name));
      return builder.add("cum_sum", {ones, along}, {}, name);
    };
    ValueId counted = builder.concat({count_along(3, "x"), count_along(2, "y")}, 1, "counted");
    ValueId centres = builder.sub(counted, builder.scalar(0.5f, "half"), "centres");
    points.push_back(builder.reshape(centres, {0, 2, -1}, "points"));
    ValueId stride = builder.mul(ones, builder.scalar(static_cast<float>(levels[i].stride), "stride"), "strides");
    strides.push_back(builder.reshape(stride, {0, 1, -1}, "strides_flat"));
  }
  return {builder.concat(points, 2, "anchors"), builder.concat(strides, 2, "strides")};
}

}  // namespace

Anchors emit_anchors(GraphBuilder& builder, const std::vector<ValueId>& maps, const std::vector<HeadLevel>& levels,
                     AnchorForm form) {
  if (builder.failed()) return {};
  bool constant = form == AnchorForm::constant && sizes_known(builder, maps);
  return constant ? constant_anchors(builder, maps, levels) : counted_anchors(builder, maps, levels);
}

}  // namespace ponte::yolo
