#include "graph/infer/infer.h"
#include "graph/layout.h"

namespace ponte::graph::ops_space_to_depth {

namespace {

constexpr AttrSpec kAttrs[] = {{"block", AttrType::integer}, kLayoutAttr};

Result<Facts> infer(const OpContext& context) {
  TRY(check_rank(context, 0, 4));
  TRY_ASSIGN(Shape shape, channels_first_shape(context, 0));
  int64_t block = context.attrs.integer("block");
  if (block < 1) return corrupt("a block of {} is not possible", block);
  if (block == 1) return infer_same(context);
  TRY_ASSIGN(int64_t area, checked_mul(block, block));
  const Dim factors[] = {shape[1], Dim(area)};
  TRY_ASSIGN(shape[1], dim_product(factors));
  for (size_t i = 2; i < 4; ++i) {
    if (shape[i].known() && shape[i].size % block != 0)
      return corrupt("axis {} of [{}] does not divide into blocks of {}", i, shape_text(context.shape(0)), block);
    shape[i] = shape[i].known() ? Dim(shape[i].size / block) : Dim{};
  }
  TRY_ASSIGN(shape, in_layout(context, std::move(shape)));
  return one_fact(context.dtype(0), std::move(shape));
}

}  // namespace

constinit extern const OpInfo op_space_to_depth{
    .name = "space_to_depth", .arity = {1, 1}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte::graph::ops_space_to_depth
