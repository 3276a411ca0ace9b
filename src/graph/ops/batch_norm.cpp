#include "graph/infer/infer_window.h"

namespace ponte::graph::ops_batch_norm {

namespace {

constexpr AttrSpec kAttrs[] = {{"epsilon", AttrType::number, 1e-5}, {"momentum", AttrType::number, 0.9}, kLayoutAttr};

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(Shape shape, channels_first_shape(context, 0));
  if (shape.size() < 2) return corrupt("the input [{}] has no channels", shape_text(shape));
  for (size_t i = 1; i < 5; ++i) TRY(check_channels(context, i, shape[1]));
  return infer_same(context);
}

}  // namespace

constinit extern const OpInfo op_batch_norm{.name = "batch_norm", .arity = {5, 5}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte::graph::ops_batch_norm
