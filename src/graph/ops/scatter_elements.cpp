#include "graph/evaluate/evaluate_scatter.h"

namespace ponte::graph::ops_scatter_elements {

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

Result<Tensors> evaluate(const OpContext& context) {
  const Tensor& input = *context.constant(0);
  TRY(infer(context));
  TRY(evaluated_count(input.dims()));
  const Dims& dims = context.constant(1)->dims();
  size_t axis = static_cast<size_t>(context.attrs.integer("axis"));
  for (size_t i = 0; i < dims.size(); ++i)
    if (i != axis && dims[i] > input.dims()[i])
      return corrupt("indices [{}] reach beyond [{}]", dims_text(dims), dims_text(input.dims()));
  Dims indices = context.constant(1)->to_ints();
  for (int64_t& index : indices) {
    TRY_ASSIGN(index, normalize_index(index, input.dims()[axis]));
  }
  Dims strides = row_major_strides(input.dims());
  int64_t along = strides[axis];
  strides[axis] = 0;
  StridedIndex walk(dims, std::move(strides));
  return scatter(context, [&](int64_t i) { return walk.next() + indices[static_cast<size_t>(i)] * along; });
}

}  // namespace

constinit extern const OpInfo op_scatter_elements{
    .name = "scatter_elements", .arity = {3, 3}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_scatter_elements
