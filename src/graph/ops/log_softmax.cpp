#include "graph/infer.h"

namespace ponte {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer}};

Result<Facts> infer(const OpContext& context) {
  TRY(checked_axis(context.attrs.integer("axis"), context.shape(0).size()));
  return infer_same(context);
}

}  // namespace

constinit extern const OpInfo op_log_softmax{.name = "log_softmax", .arity = {1, 1}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte
