#include "embed/candidates.h"

#include "graph/nodes.h"
#include "yolo/head/decode_parts.h"

namespace ponte::embed {

namespace {

std::unexpected<Error> unknown_outputs(const Shape& shape) {
  return with_hint(unsupported("neither structure nor metadata say what the output [{}] holds", shape_text(shape)),
                   "--embed post takes models exported by Ultralytics, YOLOv5 or ponte");
}

Result<> find_outputs(const Graph& network, OutputForm& form) {
  for (ValueId output : network.outputs()) {
    size_t rank = network.value(output).fact.shape.size();
    if (rank == 3 && !form.detections) form.detections = output;
    if (rank == 4 && !form.prototypes) form.prototypes = output;
  }
  if (!form.detections) return unsupported("the model has no output of three axes, which detections would have");
  if (form.task == Task::segment && !form.prototypes) return unsupported("the model has no output with prototypes");
  if (form.task != Task::segment) form.prototypes = {};
  return {};
}

/// What the task adds per anchor; -1 where any number can be.
int64_t expected_extra(const Card& card) {
  if (card.task == Task::obb) return 1;
  if (card.task == Task::pose && card.keypoint_shape) return card.keypoint_shape->first * card.keypoint_shape->second;
  return card.task == Task::detect ? 0 : -1;
}

/// Whether an axis can be the numbers of an anchor.
bool fits(const Dim& axis, int64_t before, int64_t extra) {
  return axis.known() && (extra < 0 ? axis.size > before : axis.size == before + extra);
}

Result<> find_kind(OutputForm& form, const Card& card, const Shape& shape) {
  int64_t extra = expected_extra(card);
  bool columns = fits(shape[1], 4 + form.classes, extra), rows = fits(shape[2], 5 + form.classes, extra);
  // Where any number of coefficients would do: there are more anchors than numbers of each.
  if (columns && rows && shape[1].size > shape[2].size)
    columns = false;
  else if (columns && rows && shape[1].size < shape[2].size)
    rows = false;
  if (card.end_to_end && fits(shape[2], 6, extra))
    form.kind = OutputForm::Kind::end_to_end;
  else if (!card.end_to_end && columns && !rows)
    form.kind = OutputForm::Kind::columns;
  else if (!card.end_to_end && rows && !columns)
    form.kind = OutputForm::Kind::anchored_rows;
  else
    return unknown_outputs(shape);
  int64_t total = form.kind == OutputForm::Kind::columns ? shape[1].size : shape[2].size;
  form.extra = total - (form.kind == OutputForm::Kind::end_to_end ? 6 : (columns ? 4 : 5) + form.classes);
  return {};
}

/// Numbers begin to end of every anchor, as (B, A, n) or (B, n, A).
struct Numbers {
  GraphBuilder& b;
  ValueId all;
  int64_t axis;  // that the numbers of an anchor lie along

  ValueId operator()(int64_t begin, int64_t end) const { return b.slice(all, axis, begin, end); }
  ValueId rows(int64_t begin, int64_t end) const {
    ValueId part = (*this)(begin, end);
    return axis == 2 ? part : b.transpose(part, {0, 2, 1});
  }
};

/// cx cy w h to x1 y1 x2 y2, both (B, A, 4).
ValueId corners_of(GraphBuilder& b, ValueId boxes) {
  std::vector<ValueId> parts = b.split(boxes, {2, 2}, 2);
  ValueId half = b.mul(parts[1], b.scalar(0.5f));
  return b.concat({b.sub(parts[0], half), b.add(parts[0], half)}, 2);
}

void emit_best(GraphBuilder& b, ValueId scores, int64_t axis, Candidates& found) {
  found.scores = reduce(b, "reduce_max", scores, axis);
  found.classes = b.add("argmax", {scores}, {{"axis", axis}, {"keep_dims", false}}, "argmax");
}

}  // namespace

Result<OutputForm> output_form(const Graph& network, const Card& card) {
  OutputForm form{.task = card.task, .classes = static_cast<int64_t>(card.names.size())};
  TRY(find_outputs(network, form));
  const Shape& shape = network.value(form.detections).fact.shape;
  if (form.classes == 0 || form.task == Task::unknown) return unknown_outputs(shape);
  TRY(find_kind(form, card, shape));
  if (form.task == Task::pose && !card.keypoint_shape)
    return unsupported("the metadata do not say how many numbers a keypoint has");
  return form;
}

Candidates emit_candidates(GraphBuilder& b, const OutputForm& form) {
  auto scope = b.scope("post.candidates");
  bool columns = form.kind == OutputForm::Kind::columns;
  Numbers numbers{b, to_float(b, form.detections), columns ? 1 : 2};
  Candidates found{.boxes = numbers.rows(0, 4)};
  bool centred = form.kind != OutputForm::Kind::end_to_end && form.task != Task::obb;
  if (centred) found.boxes = corners_of(b, found.boxes);
  int64_t first_extra = 4 + form.classes;
  switch (form.kind) {
    case OutputForm::Kind::columns: emit_best(b, numbers(4, first_extra), 1, found); break;
    case OutputForm::Kind::anchored_rows:
      ++first_extra;
      emit_best(b, b.mul(numbers(5, first_extra), numbers(4, 5)), 2, found);
      break;
    case OutputForm::Kind::end_to_end:
      first_extra = 6;
      found.scores = take(b, numbers.all, 2, 4);
      found.classes = to_int64(b, take(b, numbers.all, 2, 5));
      break;
  }
  if (form.extra > 0) found.extra = numbers.rows(first_extra, first_extra + form.extra);
  return found;
}

Candidates emit_candidates(GraphBuilder& b, const Head& head) {
  auto scope = b.scope(head.path);
  BoxCoding coding = head.task == Task::obb ? BoxCoding::centre_size : BoxCoding::corners;
  bool anchored = head.kind == HeadKind::anchor_based;
  DecodedParts parts = anchored ? emit_anchored_parts(b, head) : emit_parts(b, head, coding);
  if (head.end_to_end) {
    OutputForm rows{
        .kind = OutputForm::Kind::end_to_end, .task = head.task, .extra = parts.extra ? head.extra_count : 0};
    rows.detections = emit_best_rows(b, head, parts);
    return emit_candidates(b, rows);
  }
  Candidates found{.boxes = b.transpose(parts.boxes, {0, 2, 1}, "boxes")};
  if (anchored) found.boxes = corners_of(b, found.boxes);
  emit_best(b, parts.scores, 1, found);
  if (parts.extra) found.extra = b.transpose(parts.extra, {0, 2, 1}, "extra");
  return found;
}

}  // namespace ponte::embed
