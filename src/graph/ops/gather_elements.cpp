#include "graph/infer.h"

namespace ponte {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer, 0}};

Result<Facts> infer(const OpContext& context) {
  TRY(check_rank(context, 1, context.shape(0).size()));
  TRY(checked_axis(context.attrs.integer("axis"), context.shape(0).size()));
  return one_fact(context.dtype(0), context.shape(1));
}

}  // namespace

constinit extern const OpInfo op_gather_elements{
    .name = "gather_elements", .arity = {2, 2}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte
