// Non-maximum suppression as plain arithmetic, since most formats have no operator for it. Greedy suppression is the
// fixed point of keep[j] = ok[j] and no i before j with keep[i] and overlap(i, j): row j is right after as many rounds
// as its chain of suppressors is long. A rotated box goes when any better one overlaps it, be that kept or not: one
// round.

#include <numeric>

#include "graph/nodes.h"
#include "yolo/head/decode_parts.h"
#include "yolo/head/rotated_overlap.h"

namespace ponte::yolo {

namespace {

constexpr int64_t kCandidates = 1000;
constexpr int kRounds = 16;

/// (B, A, n) rows at (B, K).
ValueId rows_at(GraphBuilder& b, ValueId rows, ValueId index, std::string_view name) {
  ValueId column = b.add("unsqueeze", {index}, {{"axes", Dims{2}}}, fmt::format("{}.column", name));
  return gather_rows(b, rows, column, b.size(rows, 2), name);
}

struct Best {
  ValueId values, indices;
};

Best best_along_rows(GraphBuilder& b, ValueId values, int64_t count, std::string_view name) {
  ValueId k = b.ints({count}, fmt::format("{}.count", name));
  std::vector<ValueId> outputs = b.add_multi("topk", {values, k}, {{"axis", int64_t{1}}}, 2, name);
  return outputs.size() == 2 ? Best{outputs[0], outputs[1]} : Best{};
}

ValueId as_float(GraphBuilder& b, ValueId x, std::string_view name) {
  return b.add("cast", {x}, {{"to", DType::f32}}, name);
}

/// (B, K) as (B, K, 1) and as (B, 1, K).
struct Pair {
  ValueId column, row;
};

Pair both_ways(GraphBuilder& b, ValueId x, std::string_view name) {
  return {b.add("unsqueeze", {x}, {{"axes", Dims{2}}}, fmt::format("{}.column", name)),
          b.add("unsqueeze", {x}, {{"axes", Dims{1}}}, fmt::format("{}.row", name))};
}

/// The length that two boxes share along one axis.
ValueId shared_length(GraphBuilder& b, const Pair& low, const Pair& high, std::string_view name) {
  ValueId end = b.add("min", {high.column, high.row}, {}, fmt::format("{}.end", name));
  ValueId begin = b.add("max", {low.column, low.row}, {}, fmt::format("{}.begin", name));
  return b.unary("relu", b.sub(end, begin, fmt::format("{}.signed", name)), name);
}

/// The ranks of K candidates as (1, K): a constant, or counted where constants are text.
ValueId emit_ranks(GraphBuilder& b, ValueId scores, AnchorForm form) {
  if (form == AnchorForm::counted) {
    ValueId first = b.constant(Tensor::scalar<int64_t>(1), "axis");
    return b.add("cum_sum", {b.unary("ones_like", scores, "ones"), first}, {}, "rank");
  }
  int64_t count = b.size(scores, 1);
  std::vector<float> ranks(static_cast<size_t>(count));
  std::iota(ranks.begin(), ranks.end(), 1.0f);
  return b.constant(Tensor::of(std::move(ranks), {1, count}), "rank");
}

/// (B, K, K): where intersection over union is above the threshold (without dividing).
ValueId emit_box_overlaps(GraphBuilder& b, ValueId boxes, double threshold) {
  std::vector<ValueId> sides = b.split(boxes, {1, 1, 1, 1}, 2, "sides");
  std::vector<Pair> pairs;
  const char* names[] = {"x1", "y1", "x2", "y2"};
  for (size_t i = 0; i < 4 && sides.size() == 4; ++i)
    pairs.push_back(both_ways(b, b.add("squeeze", {sides[i]}, {{"axes", Dims{2}}}, names[i]), names[i]));
  if (pairs.size() != 4) return {};
  ValueId inter =
      b.mul(shared_length(b, pairs[0], pairs[2], "width"), shared_length(b, pairs[1], pairs[3], "height"), "inter");
  auto area = [&](ValueId Pair::* form, std::string_view name) {
    return b.mul(b.sub(pairs[2].*form, pairs[0].*form), b.sub(pairs[3].*form, pairs[1].*form), name);
  };
  ValueId together = b.add(area(&Pair::column, "area"), area(&Pair::row, "other_area"), "areas");
  ValueId limit = b.mul(b.sub(together, inter, "union"), b.scalar(static_cast<float>(threshold), "iou"), "limit");
  return b.add("greater", {inter, limit}, {}, "overlaps");
}

/// (B, K, K): where the boxes (B, K, 4) cx cy w h, turned by (B, K, 1), overlap by more than the threshold.
ValueId emit_turned_overlaps(GraphBuilder& b, ValueId boxes, ValueId angle, double threshold) {
  std::vector<ValueId> parts = b.split(boxes, {2, 2}, 2, "parts");
  if (parts.size() != 2) return {};
  RotatedGaussians all = emit_gaussians(b, parts[0], parts[1], squeeze(b, angle, {2}));
  return b.add("greater", {emit_rotated_overlaps(b, all, all), b.scalar(static_cast<float>(threshold), "iou")}, {},
               "overlaps");
}

/// (B, K, K), 1 where candidate i would remove candidate j: too much overlap, the same class and a better rank.
ValueId emit_removes(GraphBuilder& b, ValueId overlaps, ValueId classes, ValueId scores, AnchorForm anchors) {
  Pair kind = both_ways(b, classes, "class");
  Pair rank = both_ways(b, emit_ranks(b, scores, anchors), "ranks");
  ValueId same = as_float(b, b.add("equal", {kind.column, kind.row}, {}, "same_class"), "same_class_number");
  ValueId before = as_float(b, b.add("less", {rank.column, rank.row}, {}, "before"), "before_number");
  return b.mul(b.mul(as_float(b, overlaps, "overlaps_number"), same, "same"), before, "removes");
}

/// (B, K) of 0 and 1: what suppression leaves of the candidates that are good enough.
ValueId emit_kept(GraphBuilder& b, ValueId good, ValueId removes, int rounds) {
  ValueId ok = b.add("unsqueeze", {good}, {{"axes", Dims{1}}}, "ok"), keep = ok;
  for (int round = 0; round < rounds; ++round) {
    auto scope = b.scope(fmt::format("round.{}", round));
    ValueId removed = b.matmul(keep, removes, "removed");
    ValueId stays = as_float(b, b.add("less", {removed, b.scalar(0.5f, "half")}, {}, "stays"), "stays_number");
    keep = b.mul(ok, stays, "kept");
  }
  return b.add("squeeze", {keep}, {{"axes", Dims{1}}}, "kept");
}

/// 1 where a row's score is above the threshold.
ValueId emit_above(GraphBuilder& b, ValueId scores, double threshold, std::string_view name) {
  ValueId above =
      b.add("greater", {scores, b.scalar(static_cast<float>(threshold), fmt::format("{}.threshold", name))}, {}, name);
  return as_float(b, above, fmt::format("{}_number", name));
}

ValueId emit_count(GraphBuilder& b, ValueId valid) {
  ValueId total = b.add("reduce_sum", {valid}, {{"axes", Dims{1}}, {"keep_dims", false}}, "total");
  return b.add("cast", {total}, {{"to", DType::i32}}, "count");
}

}  // namespace

Detections emit_suppressed(GraphBuilder& b, const Head& head, const DecodedParts& parts, const Suppression& wanted) {
  auto scope = b.scope("nms");
  ValueId boxes = b.transpose(parts.boxes, {0, 2, 1}, "box_rows"),
          scores = b.transpose(parts.scores, {0, 2, 1}, "score_rows");
  int64_t candidates = std::min(kCandidates, b.size(boxes, 1)), rows = std::min(wanted.max_detections, candidates);
  ValueId best_score = b.add("reduce_max", {scores}, {{"axes", Dims{2}}, {"keep_dims", false}}, "best_score");
  ValueId best_class = b.add("argmax", {scores}, {{"axis", int64_t{2}}, {"keep_dims", false}}, "best_class");
  Best chosen = best_along_rows(b, best_score, candidates, "candidates");
  ValueId picked_boxes = rows_at(b, boxes, chosen.indices, "boxes");
  ValueId picked_class = b.add("gather_elements", {best_class, chosen.indices}, {{"axis", int64_t{1}}}, "classes");
  ValueId picked_extra;
  if (parts.extra)
    picked_extra = rows_at(b, b.transpose(parts.extra, {0, 2, 1}, "extra_rows"), chosen.indices, "extras");
  bool rotated = head.task == Task::obb;
  ValueId overlaps = rotated ? emit_turned_overlaps(b, picked_boxes, picked_extra, wanted.iou)
                             : emit_box_overlaps(b, picked_boxes, wanted.iou);
  ValueId removes = emit_removes(b, overlaps, picked_class, chosen.values, head.anchors);
  ValueId good = emit_above(b, chosen.values, wanted.confidence, "good");
  ValueId kept = emit_kept(b, good, removes, rotated ? 1 : kRounds);
  Best last = best_along_rows(b, b.mul(kept, chosen.values, "kept_scores"), rows, "detections");
  ValueId valid = emit_above(b, last.values, 0, "valid");
  ValueId class_number = as_float(
      b, b.add("gather_elements", {picked_class, last.indices}, {{"axis", int64_t{1}}}, "class"), "class_number");
  std::vector<ValueId> columns{rows_at(b, picked_boxes, last.indices, "box")};
  columns.push_back(b.add("unsqueeze", {last.values}, {{"axes", Dims{2}}}, "score_column"));
  columns.push_back(b.add("unsqueeze", {class_number}, {{"axes", Dims{2}}}, "class_column"));
  if (picked_extra) columns.push_back(rows_at(b, picked_extra, last.indices, "extra"));
  ValueId mask = b.add("unsqueeze", {valid}, {{"axes", Dims{2}}}, "mask");
  return {b.mul(b.concat(columns, 2, "found"), mask, "rows"), emit_count(b, valid)};
}

Detections emit_confident(GraphBuilder& b, ValueId rows, const Suppression& wanted) {
  auto scope = b.scope("confident");
  ValueId score = b.slice(rows, 2, 4, 5, 1, "score");
  ValueId mask = emit_above(b, score, wanted.confidence, "valid");
  ValueId valid = b.add("squeeze", {mask}, {{"axes", Dims{2}}}, "flags");
  return {b.mul(rows, mask, "rows"), emit_count(b, valid)};
}

}  // namespace ponte::yolo
