#include "passes/embed/masks.h"

#include "graph/nodes.h"

namespace ponte::passes {

namespace {

/// (m, h, w) to other sizes, interpolated between pixels.
ValueId resized(GraphBuilder& b, ValueId planes, const GraphSize& size) {
  ValueId one = whole(b, 1), stack = unsqueeze(b, planes, {0});
  ValueId sizes = vector_of(b, {one, size_of(b, planes, 0), size.height, size.width});
  Attrs attrs{{"mode", std::string("linear")}};
  return squeeze(b, b.add("resize", {stack, ValueId{}, sizes}, std::move(attrs), "resize"), {0});
}

ValueId emit_content(GraphBuilder& b, ValueId image, ValueId gain) {
  ValueId exact = b.product(to_double(b, image), gain);
  return greatest(b, to_whole(b, b.unary("round", exact, "round")), whole(b, 1));
}

/// How much finer than the grid the border of an axis is: 1, 2 or 4 times. As src/vision/masks.
ValueId emit_times(GraphBuilder& b, ValueId grid, ValueId image, ValueId gain) {
  ValueId border = b.difference(b.product(grid, whole(b, 4)), emit_content(b, image, b.product(gain, real(b, 4))));
  auto divides = [&](int64_t number) {
    return b.add("equal", {b.add("mod", {border, whole(b, number)}, {}, "mod"), whole(b, 0)}, {}, "divides");
  };
  return either(b, divides(8), whole(b, 1), either(b, divides(4), whole(b, 2), whole(b, 4)));
}

struct CellRange {
  ValueId begin, end;
};

/// Where the picture is on one axis of the grid, in whole cells.
CellRange emit_span(GraphBuilder& b, ValueId grid, ValueId image, ValueId gain) {
  ValueId size = emit_content(b, image, gain);
  ValueId begin = quotient(b, b.difference(grid, size), whole(b, 2));
  return {begin, b.sum(begin, size)};
}

/// Whether pixels 0, 1, … of an axis are between two edges: (m, n) for edges (m, 1).
ValueId emit_inside(GraphBuilder& b, ValueId size, ValueId low, ValueId high) {
  ValueId places = unsqueeze(b, to_float(b, numbers_to(b, size)), {0});
  return both(b, b.add("greater_equal", {places, low}, {}, "after"), b.add("less", {places, high}, {}, "before"));
}

}  // namespace

ValueId emit_masks(GraphBuilder& b, ValueId logits, ValueId boxes, const Placement& place) {
  auto scope = b.scope("post.masks");
  GraphSize grid{size_of(b, logits, 1), size_of(b, logits, 2)};
  auto ratio = [&](ValueId cells, ValueId image) { return quotient(b, to_double(b, cells), to_double(b, image)); };
  ValueId gain = least(b, ratio(grid.height, place.image.height), ratio(grid.width, place.image.width));
  ValueId times = greatest(b, emit_times(b, grid.height, place.image.height, gain),
                           emit_times(b, grid.width, place.image.width, gain));
  grid = {b.product(grid.height, times), b.product(grid.width, times)};
  gain = b.product(gain, to_double(b, times));
  CellRange rows = emit_span(b, grid.height, place.image.height, gain);
  CellRange columns = emit_span(b, grid.width, place.image.width, gain);
  ValueId content = cut(b, resized(b, logits, grid), vector_of(b, {rows.begin, columns.begin}),
                        vector_of(b, {rows.end, columns.end}), {1, 2});
  ValueId positive = b.add("greater", {resized(b, content, place.image), b.scalar(0)}, {}, "positive");
  std::vector<ValueId> sides = b.split(boxes, {1, 1, 1, 1}, 1);
  ValueId across = unsqueeze(b, emit_inside(b, place.image.width, sides[0], sides[2]), {1});
  ValueId down = unsqueeze(b, emit_inside(b, place.image.height, sides[1], sides[3]), {2});
  return both(b, both(b, positive, across), down);
}

}  // namespace ponte::passes
