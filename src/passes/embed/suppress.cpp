#include "passes/embed/suppress.h"

#include <algorithm>

#include "passes/embed/nodes.h"
#include "yolo/decode_parts.h"

namespace ponte {

namespace {

constexpr int64_t kMaxCandidates = 30000;
// Pairs of rotated boxes that are looked at together: 64 MB a matrix.
constexpr int64_t kMostPairs = int64_t{1} << 24;
constexpr float kClassOffset = 7680;

/// The k best of every picture, best first. Pictures with fewer have rows that are not valid at their end.
struct Ranked {
  ValueId anchors;  // (B, k) i64
  ValueId scores;   // (B, k)
  ValueId valid;    // (B, k) bool
  ValueId classes;  // (B, k) i64
  ValueId boxes;    // (B, k, 4)
  ValueId count;    // k, a number
};

Ranked emit_ranked(GraphBuilder& b, const Candidates& candidates, const Choices& choices, int64_t most) {
  auto scope = b.scope("post.ranked");
  ValueId wanted = gather(b, choices.class_mask, candidates.classes, 0);
  ValueId good = both(b, b.add("greater", {candidates.scores, choices.confidence}, {}, "over"), wanted);
  ValueId counts = b.add("reduce_sum", {to_whole(b, good)}, {{"axes", Dims{1}}, {"keep_dims", false}}, "counts");
  Ranked ranked;
  ranked.count = least(b, reduce(b, "reduce_max", counts, 0), whole(b, most));
  ValueId scores = either(b, good, candidates.scores, b.scalar(-1));
  std::vector<ValueId> top =
      b.add_multi("topk", {scores, unsqueeze(b, ranked.count, {0})}, {{"axis", int64_t{1}}}, 2, "topk");
  ranked.scores = top[0];
  ranked.anchors = top[1];
  ranked.valid = b.add("greater", {top[0], b.scalar(-0.5f)}, {}, "valid");
  ranked.classes = b.add("gather_elements", {candidates.classes, top[1]}, {{"axis", int64_t{1}}}, "classes");
  ranked.boxes = gather_rows(b, candidates.boxes, unsqueeze(b, top[1], {2}), 4, "boxes");
  return ranked;
}

/// (B, k, 1): what keeps boxes of different classes apart, in float32 as Ultralytics adds it.
ValueId emit_class_offset(GraphBuilder& b, const Ranked& ranked, const Choices& choices) {
  ValueId step = either(b, choices.class_agnostic, b.scalar(0), b.scalar(kClassOffset));
  return unsqueeze(b, b.product(to_float(b, ranked.classes), step), {2});
}

/// Which of the ranked are kept: (m, 2) picture and place.
ValueId emit_suppressed(GraphBuilder& b, const Ranked& ranked, const Choices& choices) {
  auto scope = b.scope("post.suppressed");
  ValueId apart = b.sum(ranked.boxes, emit_class_offset(b, ranked, choices));
  // Ranks in place of scores: runtimes differ in how they order equal scores, and no two ranks are equal.
  ValueId rank = to_float(b, b.difference(ranked.count, numbers_to(b, ranked.count)));
  ValueId scores = unsqueeze(b, either(b, ranked.valid, rank, b.scalar(0)), {1});
  ValueId kept =
      b.add("non_max_suppression", {apart, scores, choices.max_detections, choices.iou, b.scalar(0)}, {}, "nms");
  return gather(b, kept, b.ints({0, 2}, "picture_and_place"), 1);
}

/// Centre and covariance of the Gaussians that stand for rotated boxes, each (B, k).
struct Gaussian {
  ValueId x, y, xx, yy, xy, determinant;
};

Gaussian emit_gaussian(GraphBuilder& b, const Ranked& ranked, ValueId angle, const Choices& choices) {
  std::vector<ValueId> parts = b.split(ranked.boxes, {2, 2}, 2);
  ValueId centre = b.sum(parts[0], emit_class_offset(b, ranked, choices));
  ValueId variance = quotient(b, b.product(parts[1], parts[1]), b.scalar(12));
  ValueId wide = at(b, variance, 2, 0), high = at(b, variance, 2, 1);
  ValueId cosine = b.unary("cos", angle, "cos"), sine = b.unary("sin", angle, "sin");
  ValueId cosine2 = b.product(cosine, cosine), sine2 = b.product(sine, sine);
  Gaussian g{.x = at(b, centre, 2, 0),
             .y = at(b, centre, 2, 1),
             .xx = b.sum(b.product(wide, cosine2), b.product(high, sine2)),
             .yy = b.sum(b.product(wide, sine2), b.product(high, cosine2)),
             .xy = b.product(b.product(b.difference(wide, high), cosine), sine),
             .determinant = {}};
  g.determinant = greatest(b, b.difference(b.product(g.xx, g.yy), b.product(g.xy, g.xy)), b.scalar(0));
  return g;
}

/// Some of them: begin to end of k.
Gaussian emit_part(GraphBuilder& b, Gaussian g, ValueId begin, ValueId end) {
  for (ValueId* numbers : {&g.x, &g.y, &g.xx, &g.yy, &g.xy, &g.determinant})
    *numbers = cut(b, *numbers, begin, end, {1});
  return g;
}

/// (B, m, n) overlap of m rotated boxes with n others: one minus the Hellinger distance of their Gaussians
/// (probIoU, arXiv:2106.06072), with the small numbers of Ultralytics' utils/metrics.py.
ValueId emit_overlaps(GraphBuilder& b, const Gaussian& one, const Gaussian& other) {
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

/// What is known of the boxes so far, best first.
struct Judged {
  std::vector<ValueId> stays;  // (B, n) bool each
  ValueId kept;                // how many the picture with the fewest has
};

/// Boxes begin to end: each goes when any better one overlaps it, be that kept or not. None is looked at when enough
/// are kept.
void emit_judged(GraphBuilder& b, const Ranked& ranked, const Gaussian& all, const Choices& choices, int64_t begin,
                 int64_t end, Judged& judged) {
  auto scope = b.scope("block");
  ValueId first = b.ints({begin}, "begin");
  ValueId last = unsqueeze(
      b, either(b, b.add("less", {judged.kept, choices.max_detections}, {}, "wanted"), whole(b, end), whole(b, begin)),
      {0});
  ValueId overlaps = emit_overlaps(b, emit_part(b, all, b.ints({0}, "best"), last), emit_part(b, all, first, last));
  ValueId places = numbers_to(b, ranked.count);
  ValueId ones = unsqueeze(b, cut(b, places, b.ints({0}, "best"), last, {0}), {1});
  ValueId others = unsqueeze(b, cut(b, places, first, last, {0}), {0});
  ValueId removes =
      both(b, b.add("greater", {overlaps, choices.iou}, {}, "overlap"), b.add("less", {ones, others}, {}, "better"));
  ValueId removed = reduce(b, "reduce_sum", to_float(b, removes), 1);
  judged.stays.push_back(
      both(b, cut(b, ranked.valid, first, last, {1}), b.add("less", {removed, b.scalar(0.5f)}, {}, "stays")));
  ValueId fewest = reduce(b, "reduce_min", reduce(b, "reduce_sum", to_whole(b, judged.stays.back()), 1), 0);
  judged.kept = b.sum(judged.kept, fewest);
}

/// Where the next block of boxes ends: there are `most`, and each is compared with all before it.
int64_t block_end(int64_t begin, int64_t most) {
  int64_t end = begin;
  while (end < most && (end + 1 - begin) * (end + 1) <= kMostPairs) ++end;
  return end;
}

ValueId emit_rotated_suppressed(GraphBuilder& b, const Ranked& ranked, ValueId angle, const Choices& choices,
                                int64_t most) {
  auto scope = b.scope("post.suppressed");
  Gaussian all = emit_gaussian(b, ranked, angle, choices);
  Judged judged{.stays = {}, .kept = whole(b, 0)};
  for (int64_t begin = 0; begin < most; begin = block_end(begin, most))
    emit_judged(b, ranked, all, choices, begin, block_end(begin, most), judged);
  ValueId stays = judged.stays.size() == 1 ? judged.stays[0] : b.concat(judged.stays, 1);
  ValueId number = b.add("cum_sum", {to_whole(b, stays), whole(b, 1)}, {}, "number");
  ValueId few = b.add("less_equal", {number, choices.max_detections}, {}, "few");
  return b.transpose(b.unary("non_zero", both(b, stays, few), "non_zero"), {1, 0});
}

}  // namespace

Objects emit_objects(GraphBuilder& b, const Candidates& candidates, const Choices& choices, bool rotated) {
  if (b.failed()) return {};
  const Dim& anchors = b.shape(candidates.scores)[1];
  int64_t most = anchors.known() ? std::clamp<int64_t>(anchors.size, 1, kMaxCandidates) : kMaxCandidates;
  Ranked ranked = emit_ranked(b, candidates, choices, most);
  ValueId kept;
  if (rotated) {
    ValueId angle = gather_rows(b, candidates.extra, unsqueeze(b, ranked.anchors, {2}), 1, "angle");
    kept = emit_rotated_suppressed(b, ranked, squeeze(b, angle, {2}), choices, most);
  } else {
    kept = emit_suppressed(b, ranked, choices);
  }
  auto scope = b.scope("post.objects");
  Objects objects{.image = at(b, kept, 1, 0),
                  .boxes = gather_nd(b, ranked.boxes, kept),
                  .scores = gather_nd(b, ranked.scores, kept),
                  .classes = gather_nd(b, ranked.classes, kept),
                  .extra = {}};
  if (candidates.extra) {
    ValueId anchor = gather_nd(b, ranked.anchors, kept);
    ValueId place = b.concat({unsqueeze(b, objects.image, {1}), unsqueeze(b, anchor, {1})}, 1);
    objects.extra = gather_nd(b, candidates.extra, place);
  }
  return objects;
}

}  // namespace ponte
