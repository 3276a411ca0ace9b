#include "embed/picture_transform.h"

#include "graph/nodes.h"

namespace ponte::embed {

namespace {

/// A vector of x and y, as often as wanted: (2 n).
ValueId repeat(GraphBuilder& b, ValueId x, ValueId y, int64_t times) {
  std::vector<ValueId> numbers;
  for (int64_t i = 0; i < times; ++i) numbers.insert(numbers.end(), {x, y});
  return stack(b, numbers);
}

/// Points (…, 2 n) of alternating x and y.
ValueId remove_letterbox(GraphBuilder& b, const PictureTransform& way, ValueId points, int64_t times) {
  ValueId moved = b.sub(points, repeat(b, way.left, way.top, times));
  return div(b, moved, repeat(b, way.gain_x, way.gain_y, times));
}

ValueId clip(GraphBuilder& b, const PictureTransform& way, ValueId points, int64_t times) {
  return clamp(b, points, b.scalar(0), repeat(b, way.width, way.height, times));
}

}  // namespace

PictureTransform emit_picture_transform(GraphBuilder& b, const Placement& place) {
  auto gain = [&](ValueId resized, ValueId image) {
    return to_float(b, div(b, to_double(b, resized), to_double(b, image)));
  };
  return {.left = to_float(b, place.left),
          .top = to_float(b, place.top),
          .gain_x = gain(place.resized.width, place.image.width),
          .gain_y = gain(place.resized.height, place.image.height),
          .width = to_float(b, place.image.width),
          .height = to_float(b, place.image.height)};
}

ValueId emit_unletterboxed_boxes(GraphBuilder& b, const PictureTransform& way, ValueId boxes) {
  return clip(b, way, remove_letterbox(b, way, boxes, 2), 2);
}

ValueId emit_unletterboxed_keypoints(GraphBuilder& b, const PictureTransform& way, ValueId keypoints, int64_t numbers) {
  int64_t count = b.size(keypoints, 1) / std::max<int64_t>(numbers, 1);
  ValueId points = b.reshape(keypoints, {-1, count, numbers});
  ValueId places = clip(b, way, remove_letterbox(b, way, b.slice(points, 2, 0, 2), 1), 1);
  return numbers == 2 ? places : b.concat({places, b.slice(points, 2, 2, numbers)}, 2);
}

ValueId emit_unletterboxed_rotated(GraphBuilder& b, const PictureTransform& way, ValueId boxes, ValueId angles) {
  ValueId centre = remove_letterbox(b, way, b.slice(boxes, 1, 0, 2), 1);
  ValueId size = div(b, b.slice(boxes, 1, 2, 4), repeat(b, way.gain_x, way.gain_y, 1));
  return b.concat({centre, size, angles}, 1);
}

ValueId emit_bounds(GraphBuilder& b, ValueId rotated) {
  ValueId centre = b.slice(rotated, 1, 0, 2), angle = b.slice(rotated, 1, 4, 5);
  ValueId half = b.mul(b.slice(rotated, 1, 2, 4), b.scalar(0.5f));
  ValueId cosine = b.unary("cos", angle, "cos"), sine = b.unary("sin", angle, "sin");
  ValueId along = b.mul(b.slice(half, 1, 0, 1), b.concat({cosine, sine}, 1));
  ValueId across = b.mul(b.slice(half, 1, 1, 2), b.concat({b.unary("neg", sine, "neg"), cosine}, 1));
  // The corners are centre ± along ± across.
  ValueId reach = b.add(b.unary("abs", along, "abs"), b.unary("abs", across, "abs"));
  return b.concat({b.sub(centre, reach), b.add(centre, reach)}, 1);
}

}  // namespace ponte::embed
