#include "graph/infer/infer_window.h"

namespace ponte::graph::ops_instance_norm {

namespace {

constexpr AttrSpec kAttrs[] = {{"epsilon", AttrType::number, 1e-5}, kLayoutAttr};

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(Shape shape, channels_first_shape(context, 0));
  if (shape.size() < 3) return corrupt("the input [{}] has no spatial axis", shape_text(shape));
  TRY(check_channels(context, 1, shape[1]));
  TRY(check_channels(context, 2, shape[1]));
  return infer_same(context);
}

}  // namespace

constinit extern const OpInfo op_instance_norm{
    .name = "instance_norm", .arity = {3, 3}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte::graph::ops_instance_norm
