#include "graph/infer/infer.h"
#include "graph/layout.h"

namespace ponte::graph::ops_depth_to_space {

namespace {

constexpr AttrSpec kAttrs[] = {
    {"block", AttrType::integer}, {"mode", AttrType::text, std::nullopt, "DCR"}, kLayoutAttr};

Result<Facts> infer(const OpContext& context) {
  TRY(check_rank(context, 0, 4));
  TRY_ASSIGN(Shape shape, channels_first_shape(context, 0));
  int64_t block = context.attrs.integer("block");
  if (block < 1) return corrupt("a block of {} is not possible", block);
  TRY_ASSIGN(int64_t area, checked_mul(block, block));
  if (shape[1].known() && shape[1].size % area != 0)
    return corrupt("{} channels do not divide into blocks of {}", shape[1].size, area);
  if (block == 1) return infer_same(context);
  shape[1] = shape[1].known() ? Dim(shape[1].size / area) : Dim{};
  for (size_t i = 2; i < 4; ++i) {
    const Dim factors[] = {shape[i], Dim(block)};
    TRY_ASSIGN(shape[i], dim_product(factors));
  }
  TRY_ASSIGN(shape, in_layout(context, std::move(shape)));
  return one_fact(context.dtype(0), std::move(shape));
}

}  // namespace

constinit extern const OpInfo op_depth_to_space{
    .name = "depth_to_space", .arity = {1, 1}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte::graph::ops_depth_to_space
