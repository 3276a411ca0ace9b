#include "embed/suppress.h"

#include <algorithm>

#include "graph/nodes.h"
#include "yolo/head/decode_parts.h"
#include "yolo/head/rotated_overlap.h"

namespace ponte::embed {

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
  ValueId good = logical_and(b, b.add("greater", {candidates.scores, choices.confidence}, {}, "over"), wanted);
  ValueId counts = b.add("reduce_sum", {to_int64(b, good)}, {{"axes", Dims{1}}, {"keep_dims", false}}, "counts");
  Ranked ranked;
  ranked.count = min(b, reduce(b, "reduce_max", counts, 0), int64_scalar(b, most));
  ValueId scores = select(b, good, candidates.scores, b.scalar(-1));
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
  ValueId step = select(b, choices.class_agnostic, b.scalar(0), b.scalar(kClassOffset));
  return unsqueeze(b, b.mul(to_float(b, ranked.classes), step), {2});
}

/// Which of the ranked are kept: (m, 2) picture and place.
ValueId emit_suppressed(GraphBuilder& b, const Ranked& ranked, const Choices& choices) {
  auto scope = b.scope("post.suppressed");
  ValueId apart = b.add(ranked.boxes, emit_class_offset(b, ranked, choices));
  // Ranks in place of scores: runtimes differ in how they order equal scores, and no two ranks are equal.
  ValueId rank = to_float(b, b.sub(ranked.count, arange(b, ranked.count)));
  ValueId scores = unsqueeze(b, select(b, ranked.valid, rank, b.scalar(0)), {1});
  ValueId kept =
      b.add("non_max_suppression", {apart, scores, choices.max_detections, choices.iou, b.scalar(0)}, {}, "nms");
  return gather(b, kept, b.ints({0, 2}, "picture_and_place"), 1);
}

RotatedGaussians emit_gaussians(GraphBuilder& b, const Ranked& ranked, ValueId angle, const Choices& choices) {
  std::vector<ValueId> parts = b.split(ranked.boxes, {2, 2}, 2);
  if (parts.size() != 2) return {};
  return yolo::emit_gaussians(b, b.add(parts[0], emit_class_offset(b, ranked, choices)), parts[1], angle);
}

/// Some of them: begin to end of k.
RotatedGaussians emit_part(GraphBuilder& b, RotatedGaussians g, ValueId begin, ValueId end) {
  for (ValueId* numbers : {&g.x, &g.y, &g.xx, &g.yy, &g.xy, &g.determinant})
    *numbers = slice(b, *numbers, begin, end, {1});
  return g;
}

/// What is known of the boxes so far, best first.
struct Judged {
  std::vector<ValueId> stays;  // (B, n) bool each
  ValueId kept;                // how many the picture with the fewest has
};

/// Boxes begin to end: each goes when any better one overlaps it, be that kept or not. None is looked at when enough
/// are kept.
void emit_judged(GraphBuilder& b, const Ranked& ranked, const RotatedGaussians& all, const Choices& choices,
                 int64_t begin, int64_t end, Judged& judged) {
  auto scope = b.scope("block");
  ValueId first = b.ints({begin}, "begin");
  ValueId last = unsqueeze(b,
                           select(b, b.add("less", {judged.kept, choices.max_detections}, {}, "wanted"),
                                  int64_scalar(b, end), int64_scalar(b, begin)),
                           {0});
  ValueId overlaps =
      emit_rotated_overlaps(b, emit_part(b, all, b.ints({0}, "best"), last), emit_part(b, all, first, last));
  ValueId places = arange(b, ranked.count);
  ValueId ones = unsqueeze(b, slice(b, places, b.ints({0}, "best"), last, {0}), {1});
  ValueId others = unsqueeze(b, slice(b, places, first, last, {0}), {0});
  ValueId removes = logical_and(b, b.add("greater", {overlaps, choices.iou}, {}, "overlap"),
                                b.add("less", {ones, others}, {}, "better"));
  ValueId removed = reduce(b, "reduce_sum", to_float(b, removes), 1);
  judged.stays.push_back(
      logical_and(b, slice(b, ranked.valid, first, last, {1}), b.add("less", {removed, b.scalar(0.5f)}, {}, "stays")));
  ValueId fewest = reduce(b, "reduce_min", reduce(b, "reduce_sum", to_int64(b, judged.stays.back()), 1), 0);
  judged.kept = b.add(judged.kept, fewest);
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
  RotatedGaussians all = emit_gaussians(b, ranked, angle, choices);
  Judged judged{.stays = {}, .kept = int64_scalar(b, 0)};
  for (int64_t begin = 0; begin < most; begin = block_end(begin, most))
    emit_judged(b, ranked, all, choices, begin, block_end(begin, most), judged);
  ValueId stays = judged.stays.size() == 1 ? judged.stays[0] : b.concat(judged.stays, 1);
  ValueId number = b.add("cum_sum", {to_int64(b, stays), int64_scalar(b, 1)}, {}, "number");
  ValueId few = b.add("less_equal", {number, choices.max_detections}, {}, "few");
  return b.transpose(b.unary("non_zero", logical_and(b, stays, few), "non_zero"), {1, 0});
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
  Objects objects{.image = take(b, kept, 1, 0),
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

}  // namespace ponte::embed
