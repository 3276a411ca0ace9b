#include "yolo/rotated_overlap.h"

#include "graph/nodes.h"

namespace ponte::yolo {

namespace {

/// (B, n, 2) as twice (B, n).
std::pair<ValueId, ValueId> columns_of(GraphBuilder& b, ValueId pairs) {
  std::vector<ValueId> columns = b.split(pairs, {1, 1}, 2);
  if (columns.size() != 2) return {};
  return {squeeze(b, columns[0], {2}), squeeze(b, columns[1], {2})};
}

}  // namespace

RotatedGaussians emit_gaussians(GraphBuilder& b, ValueId centres, ValueId sizes, ValueId angles) {
  auto [x, y] = columns_of(b, centres);
  auto [wide, high] = columns_of(b, quotient(b, b.product(sizes, sizes), b.scalar(12)));
  ValueId cosine = b.unary("cos", angles, "cos"), sine = b.unary("sin", angles, "sin");
  ValueId cosine2 = b.product(cosine, cosine), sine2 = b.product(sine, sine);
  RotatedGaussians g{.x = x,
                     .y = y,
                     .xx = b.sum(b.product(wide, cosine2), b.product(high, sine2)),
                     .yy = b.sum(b.product(wide, sine2), b.product(high, cosine2)),
                     .xy = b.product(b.product(b.difference(wide, high), cosine), sine),
                     .determinant = {}};
  g.determinant = greatest(b, b.difference(b.product(g.xx, g.yy), b.product(g.xy, g.xy)), b.scalar(0));
  return g;
}

ValueId emit_rotated_overlaps(GraphBuilder& b, const RotatedGaussians& one, const RotatedGaussians& other) {
  auto scope = b.scope("overlaps");
  auto down = [&](ValueId x) { return unsqueeze(b, x, {2}); };
  auto across = [&](ValueId x) { return unsqueeze(b, x, {1}); };
  auto total = [&](ValueId x, ValueId y) { return b.sum(down(x), across(y)); };
  auto apart = [&](ValueId x, ValueId y) { return b.difference(down(x), across(y)); };
  ValueId tiny = b.scalar(1e-7f), half = b.scalar(0.5f);
  ValueId xx = total(one.xx, other.xx), yy = total(one.yy, other.yy), xy = total(one.xy, other.xy);
  ValueId dx = apart(one.x, other.x), dy = apart(one.y, other.y);
  ValueId determinant = b.difference(b.product(xx, yy), b.product(xy, xy)), below = b.sum(determinant, tiny);
  ValueId straight = b.sum(b.product(xx, b.product(dy, dy)), b.product(yy, b.product(dx, dx)));
  ValueId first = b.product(quotient(b, straight, below), b.scalar(0.25f));
  ValueId crossed = b.product(b.product(xy, b.unary("neg", dx, "neg")), dy);
  ValueId second = b.product(quotient(b, crossed, below), half);
  ValueId root = b.unary("sqrt", b.product(down(one.determinant), across(other.determinant)), "sqrt");
  ValueId ratio = quotient(b, determinant, b.sum(b.product(root, b.scalar(4)), tiny));
  ValueId third = b.product(b.unary("log", b.sum(ratio, tiny), "log"), half);
  ValueId distance = within(b, b.sum(b.sum(first, second), third), tiny, b.scalar(100));
  ValueId likeness = b.unary("exp", b.unary("neg", distance, "neg"), "exp");
  ValueId hellinger = b.unary("sqrt", b.sum(b.difference(b.scalar(1), likeness), tiny), "hellinger");
  return b.difference(b.scalar(1), hellinger);
}

}  // namespace ponte::yolo
