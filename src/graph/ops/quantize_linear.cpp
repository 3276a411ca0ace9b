#include "graph/infer_quantize.h"

namespace ponte {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer, 1}, {"to", AttrType::dtype, std::nullopt, "u8"}};

// The zero point, where there is one, says the dtype.
Result<Facts> infer(const OpContext& context) {
  TRY(check_scale(context));
  return one_fact(context.has_input(2) ? context.dtype(2) : context.attrs.dtype("to"), context.shape(0));
}

}  // namespace

constinit extern const OpInfo op_quantize_linear{
    .name = "quantize_linear", .arity = {2, 3}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte
