#include "graph/infer.h"

namespace ponte {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer, 0}, {"reduction", AttrType::text, std::nullopt, "none"}};

Result<Facts> infer(const OpContext& context) {
  const Shape &x = context.shape(0), &indices = context.shape(1), &updates = context.shape(2);
  if (context.dtype(0) != context.dtype(2))
    return corrupt("the updates of {} are {}", dtype_name(context.dtype(0)), dtype_name(context.dtype(2)));
  TRY(checked_axis(context.attrs.integer("axis"), x.size()));
  TRY(check_rank(context, 1, x.size()));
  TRY(check_rank(context, 2, x.size()));
  for (size_t i = 0; i < x.size(); ++i) TRY(merge_dims(indices[i], updates[i]));
  return infer_same(context);
}

}  // namespace

constinit extern const OpInfo op_scatter_elements{
    .name = "scatter_elements", .arity = {3, 3}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte
