#include "graph/infer_quantize.h"

namespace ponte {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer, 1}};

Result<Facts> infer(const OpContext& context) {
  TRY(check_scale(context));
  return one_fact(context.dtype(1), context.shape(0));
}

}  // namespace

constinit extern const OpInfo op_dequantize_linear{
    .name = "dequantize_linear", .arity = {2, 3}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte
