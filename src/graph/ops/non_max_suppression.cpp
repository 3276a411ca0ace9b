#include "graph/infer/infer.h"

namespace ponte::graph::ops_non_max_suppression {

namespace {

constexpr AttrSpec kAttrs[] = {{"center_point_box", AttrType::boolean, 0}};

// Boxes [batch, n, 4] and scores [batch, classes, n] give rows of batch, class, box.
Result<Facts> infer(const OpContext& context) {
  TRY(check_rank(context, 0, 3));
  TRY(check_rank(context, 1, 3));
  const Shape &boxes = context.shape(0), &scores = context.shape(1);
  if (!merge_dims(boxes[0], scores[0]) || !merge_dims(boxes[1], scores[2]) || !merge_dims(boxes[2], Dim(4)))
    return corrupt("boxes [{}] do not fit scores [{}]", shape_text(boxes), shape_text(scores));
  return one_fact(DType::i64, {Dim{}, Dim(3)});
}

}  // namespace

constinit extern const OpInfo op_non_max_suppression{
    .name = "non_max_suppression", .arity = {2, 5}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte::graph::ops_non_max_suppression
