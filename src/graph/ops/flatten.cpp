#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_flatten {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer, 1}};

Result<Facts> infer(const OpContext& context) {
  std::span<const Dim> shape = context.shape(0);
  // The axis may also be the rank: everything goes into rows then.
  TRY_ASSIGN(size_t axis, checked_axis(context.attrs.integer("axis"), shape.size() + 1));
  TRY_ASSIGN(Dim rows, dim_product(shape.first(axis)));
  TRY_ASSIGN(Dim columns, dim_product(shape.subspan(axis)));
  return one_fact(context.dtype(0), {std::move(rows), std::move(columns)}, context.ints(0));
}

Result<Tensors> evaluate(const OpContext& context) { return evaluate_view(context, infer); }

}  // namespace

constinit extern const OpInfo op_flatten{
    .name = "flatten", .arity = {1, 1}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_flatten
