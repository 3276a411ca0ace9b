#include "graph/infer.h"

namespace ponte {

namespace {

constexpr AttrSpec kAttrs[] = {{"upper", AttrType::boolean, 1}};

Result<Facts> infer(const OpContext& context) {
  if (context.shape(0).size() < 2) return corrupt("[{}] has no triangle", shape_text(context.shape(0)));
  return infer_same(context);
}

}  // namespace

constinit extern const OpInfo op_trilu{.name = "trilu", .arity = {1, 2}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte
