#include "embed/post.h"

#include "embed/picture_transform.h"
#include "graph/nodes.h"

namespace ponte::embed {

namespace {

/// Where the objects of a batch have their rows.
struct PaddedRows {
  ValueId batch, depth;  // numbers: pictures, rows of each
  ValueId places;        // (m, 2) picture and row
  ValueId counts;        // (B) i64
};

PaddedRows emit_rows(GraphBuilder& b, ValueId image, ValueId batch, ValueId depth) {
  auto scope = b.scope("post.rows");
  ValueId pictures = unsqueeze(b, arange(b, batch), {1});
  ValueId theirs = b.add("equal", {pictures, unsqueeze(b, image, {0})}, {}, "theirs");
  ValueId counts = reduce(b, "reduce_sum", to_int64(b, theirs), 1);
  ValueId ends = b.add("cum_sum", {counts, int64_scalar(b, 0)}, {}, "ends");
  ValueId first = gather(b, b.sub(ends, counts), image, 0);
  ValueId row = b.sub(arange(b, size_of(b, image, 0)), first);
  return {batch, depth, b.concat({unsqueeze(b, image, {1}), unsqueeze(b, row, {1})}, 1), counts};
}

/// (m, …) as (B, depth, …), with zeros where there is no row.
ValueId emit_padded(GraphBuilder& b, const PaddedRows& rows, ValueId values) {
  auto scope = b.scope("post.padded");
  if (b.failed()) return {};
  const Fact& fact = b.graph().value(values).fact;
  DType dtype = fact.dtype;
  std::vector<ValueId> dims{stack(b, {rows.batch, rows.depth})};
  auto rank = static_cast<int64_t>(fact.shape.size());
  if (rank > 1) dims.push_back(sizes_of(b, values, 1, rank));
  ValueId zeros = b.add("constant_of_shape", {b.concat(dims, 0)}, {{"to", dtype}}, "zeros");
  return b.add("scatter_nd", {zeros, rows.places, values}, {}, "scatter");
}

/// (m, h, w) logits of the objects' masks on the prototypes' grid.
ValueId emit_logits(GraphBuilder& b, const Objects& objects, ValueId prototypes, const PaddedRows* rows) {
  auto scope = b.scope("post.logits");
  int64_t count = b.size(prototypes, 1);
  ValueId flat = b.reshape(prototypes, {0, count, -1});
  ValueId grid = sizes_of(b, prototypes, 2, 4);
  ValueId logits = rows ? gather_nd(b, b.matmul(emit_padded(b, *rows, objects.extra), flat), rows->places)
                        : b.matmul(objects.extra, squeeze(b, flat, {0}));
  return b.add("reshape", {logits, b.concat({b.ints({-1}), grid}, 0)}, {}, "logits");
}

/// (m, H, W) u8 of 0 and 1.
ValueId emit_mask_bytes(GraphBuilder& b, ValueId logits, ValueId boxes, const Placement& place) {
  return cast(b, emit_masks(b, logits, boxes, place), DType::u8);
}

/// The objects' masks (m, H, W) u8, their boxes as the outputs have them. Objects whose mask has no pixel go.
ValueId emit_mask_output(GraphBuilder& b, const ObjectSource& source, Objects& objects, ValueId logits) {
  if (!source.is_whole)
    objects.boxes = emit_unletterboxed_boxes(b, emit_picture_transform(b, source.place), objects.boxes);
  ValueId masks = emit_mask_bytes(b, logits, objects.boxes, source.place);
  auto scope = b.scope("post.seen");
  ValueId most = b.add("reduce_max", {masks}, {{"axes", Dims{1, 2}}, {"keep_dims", false}}, "most");
  ValueId seen = squeeze(b, b.unary("non_zero", cast(b, most, DType::boolean), "seen"), {0});
  for (ValueId* value : {&objects.image, &objects.boxes, &objects.scores, &objects.classes, &masks})
    *value = gather(b, *value, seen, 0);
  return masks;
}

/// Image, boxes, scores and classes of `objects` are the ones of the outputs afterwards.
NamedValues emit_objects_back(GraphBuilder& b, const ObjectSource& source, Objects& objects, const PaddedRows* rows) {
  NamedValues extra;
  if (source.task == Task::segment) {
    extra.emplace_back("masks", emit_mask_output(b, source, objects, emit_logits(b, objects, source.prototypes, rows)));
  }
  auto scope = b.scope("post.back");
  PictureTransform way = emit_picture_transform(b, source.place);
  if (source.task == Task::obb) {
    extra.emplace_back("rotated_boxes", emit_unletterboxed_rotated(b, way, objects.boxes, objects.extra));
    objects.boxes = emit_bounds(b, extra.back().second);
  } else if (source.task != Task::segment || source.is_whole) {
    objects.boxes = emit_unletterboxed_boxes(b, way, objects.boxes);
  }
  if (source.task == Task::pose)
    extra.emplace_back("keypoints", emit_unletterboxed_keypoints(b, way, objects.extra, source.keypoint_numbers));
  NamedValues found{{"boxes", objects.boxes}, {"scores", objects.scores}, {"classes", objects.classes}};
  found.insert(found.end(), extra.begin(), extra.end());
  return found;
}

}  // namespace

NamedValues emit_post(GraphBuilder& b, const ObjectSource& source, const Choices& choices) {
  Objects objects = emit_objects(b, source.candidates, choices, source.task == Task::obb);
  return emit_objects_back(b, source, objects, nullptr);
}

NamedValues emit_batch_post(GraphBuilder& b, const ObjectSource& source, const Choices& choices) {
  Objects objects = emit_objects(b, source.candidates, choices, source.task == Task::obb);
  ValueId batch = size_of(b, source.candidates.scores, 0);
  PaddedRows rows = emit_rows(b, objects.image, batch, choices.max_detections);
  NamedValues found = emit_objects_back(b, source, objects, &rows);
  // Without the objects that had an empty mask.
  if (source.task == Task::segment) rows = emit_rows(b, objects.image, batch, choices.max_detections);
  for (auto& [name, value] : found) value = emit_padded(b, rows, value);
  found.emplace_back("count", cast(b, rows.counts, DType::i32));
  return found;
}

}  // namespace ponte::embed
