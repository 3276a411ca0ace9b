#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_gather_elements {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer, 0}};

Result<Facts> infer(const OpContext& context) {
  TRY(check_rank(context, 1, context.shape(0).size()));
  TRY(checked_axis(context.attrs.integer("axis"), context.shape(0).size()));
  return one_fact(context.dtype(0), context.shape(1));
}

Result<Tensors> evaluate(const OpContext& context) {
  const Tensor& input = *context.constant(0);
  TRY_ASSIGN(Dims dims, evaluated_dims(infer(context)));
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
  auto source = [&](int64_t i) { return walk.next() + indices[static_cast<size_t>(i)] * along; };
  return Tensors{take(input, std::move(dims), source)};
}

}  // namespace

constinit extern const OpInfo op_gather_elements{
    .name = "gather_elements", .arity = {2, 2}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_gather_elements
