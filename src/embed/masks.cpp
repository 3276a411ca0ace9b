#include "embed/masks.h"

#include "graph/nodes.h"

namespace ponte::embed {

namespace {

/// (m, h, w) to other sizes, interpolated between pixels.
ValueId resize(GraphBuilder& b, ValueId planes, const GraphSize& size) {
  ValueId one = int64_scalar(b, 1), batched = unsqueeze(b, planes, {0});
  ValueId sizes = stack(b, {one, size_of(b, planes, 0), size.height, size.width});
  Attrs attrs{{"mode", std::string("linear")}};
  return squeeze(b, b.add("resize", {batched, ValueId{}, sizes}, std::move(attrs), "resize"), {0});
}

ValueId emit_content(GraphBuilder& b, ValueId image, ValueId gain) {
  ValueId exact = b.mul(to_double(b, image), gain);
  return max(b, to_int64(b, b.unary("round", exact, "round")), int64_scalar(b, 1));
}

/// How much finer than the grid the border of an axis is: 1, 2 or 4 times. As src/vision/masks.
ValueId emit_times(GraphBuilder& b, ValueId grid, ValueId image, ValueId gain) {
  ValueId border = b.sub(b.mul(grid, int64_scalar(b, 4)), emit_content(b, image, b.mul(gain, f64_scalar(b, 4))));
  auto divides = [&](int64_t number) {
    return b.add("equal", {b.add("mod", {border, int64_scalar(b, number)}, {}, "mod"), int64_scalar(b, 0)}, {},
                 "divides");
  };
  return select(b, divides(8), int64_scalar(b, 1), select(b, divides(4), int64_scalar(b, 2), int64_scalar(b, 4)));
}

struct CellRange {
  ValueId begin, end;
};

/// Where the picture is on one axis of the grid, in whole cells.
CellRange emit_span(GraphBuilder& b, ValueId grid, ValueId image, ValueId gain) {
  ValueId size = emit_content(b, image, gain);
  ValueId begin = div(b, b.sub(grid, size), int64_scalar(b, 2));
  return {begin, b.add(begin, size)};
}

/// Whether pixels 0, 1, … of an axis are between two edges: (m, n) for edges (m, 1).
ValueId emit_inside(GraphBuilder& b, ValueId size, ValueId low, ValueId high) {
  ValueId places = unsqueeze(b, to_float(b, arange(b, size)), {0});
  return logical_and(b, b.add("greater_equal", {places, low}, {}, "after"),
                     b.add("less", {places, high}, {}, "before"));
}

}  // namespace

ValueId emit_masks(GraphBuilder& b, ValueId logits, ValueId boxes, const Placement& place) {
  auto scope = b.scope("post.masks");
  GraphSize grid{size_of(b, logits, 1), size_of(b, logits, 2)};
  auto ratio = [&](ValueId cells, ValueId image) { return div(b, to_double(b, cells), to_double(b, image)); };
  ValueId gain = min(b, ratio(grid.height, place.image.height), ratio(grid.width, place.image.width));
  ValueId times =
      max(b, emit_times(b, grid.height, place.image.height, gain), emit_times(b, grid.width, place.image.width, gain));
  grid = {b.mul(grid.height, times), b.mul(grid.width, times)};
  gain = b.mul(gain, to_double(b, times));
  CellRange rows = emit_span(b, grid.height, place.image.height, gain);
  CellRange columns = emit_span(b, grid.width, place.image.width, gain);
  ValueId content = slice(b, resize(b, logits, grid), stack(b, {rows.begin, columns.begin}),
                          stack(b, {rows.end, columns.end}), {1, 2});
  ValueId positive = b.add("greater", {resize(b, content, place.image), b.scalar(0)}, {}, "positive");
  std::vector<ValueId> sides = b.split(boxes, {1, 1, 1, 1}, 1);
  ValueId across = unsqueeze(b, emit_inside(b, place.image.width, sides[0], sides[2]), {1});
  ValueId down = unsqueeze(b, emit_inside(b, place.image.height, sides[1], sides[3]), {2});
  return logical_and(b, logical_and(b, positive, across), down);
}

}  // namespace ponte::embed
