#include "yolo/head/rotated_overlap.h"

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
  auto [wide, high] = columns_of(b, div(b, b.mul(sizes, sizes), b.scalar(12)));
  ValueId cosine = b.unary("cos", angles, "cos"), sine = b.unary("sin", angles, "sin");
  ValueId cosine2 = b.mul(cosine, cosine), sine2 = b.mul(sine, sine);
  RotatedGaussians g{.x = x,
                     .y = y,
                     .xx = b.add(b.mul(wide, cosine2), b.mul(high, sine2)),
                     .yy = b.add(b.mul(wide, sine2), b.mul(high, cosine2)),
                     .xy = b.mul(b.mul(b.sub(wide, high), cosine), sine),
                     .determinant = {}};
  g.determinant = max(b, b.sub(b.mul(g.xx, g.yy), b.mul(g.xy, g.xy)), b.scalar(0));
  return g;
}

ValueId emit_rotated_overlaps(GraphBuilder& b, const RotatedGaussians& one, const RotatedGaussians& other) {
  auto scope = b.scope("overlaps");
  auto down = [&](ValueId x) { return unsqueeze(b, x, {2}); };
  auto across = [&](ValueId x) { return unsqueeze(b, x, {1}); };
  auto total = [&](ValueId x, ValueId y) { return b.add(down(x), across(y)); };
  auto apart = [&](ValueId x, ValueId y) { return b.sub(down(x), across(y)); };
  ValueId tiny = b.scalar(1e-7f), half = b.scalar(0.5f);
  ValueId xx = total(one.xx, other.xx), yy = total(one.yy, other.yy), xy = total(one.xy, other.xy);
  ValueId dx = apart(one.x, other.x), dy = apart(one.y, other.y);
  ValueId determinant = b.sub(b.mul(xx, yy), b.mul(xy, xy)), below = b.add(determinant, tiny);
  ValueId straight = b.add(b.mul(xx, b.mul(dy, dy)), b.mul(yy, b.mul(dx, dx)));
  ValueId first = b.mul(div(b, straight, below), b.scalar(0.25f));
  ValueId crossed = b.mul(b.mul(xy, b.unary("neg", dx, "neg")), dy);
  ValueId second = b.mul(div(b, crossed, below), half);
  ValueId root = b.unary("sqrt", b.mul(down(one.determinant), across(other.determinant)), "sqrt");
  ValueId ratio = div(b, determinant, b.add(b.mul(root, b.scalar(4)), tiny));
  ValueId third = b.mul(b.unary("log", b.add(ratio, tiny), "log"), half);
  ValueId distance = clamp(b, b.add(b.add(first, second), third), tiny, b.scalar(100));
  ValueId likeness = b.unary("exp", b.unary("neg", distance, "neg"), "exp");
  ValueId hellinger = b.unary("sqrt", b.add(b.sub(b.scalar(1), likeness), tiny), "hellinger");
  return b.sub(b.scalar(1), hellinger);
}

}  // namespace ponte::yolo
