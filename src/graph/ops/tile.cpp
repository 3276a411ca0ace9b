#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_tile {

namespace {

Result<Facts> infer(const OpContext& context) {
  Shape shape = context.shape(0);
  TRY_ASSIGN(Shape repeats, shape_from_input(context, 1));
  if (repeats.size() != shape.size())
    return corrupt("repeats [{}] do not fit [{}]", shape_text(repeats), shape_text(shape));
  for (size_t i = 0; i < shape.size(); ++i) {
    const Dim factors[] = {shape[i], repeats[i]};
    TRY_ASSIGN(shape[i], dim_product(factors));
  }
  return one_fact(context.dtype(0), std::move(shape));
}

Result<Tensors> evaluate(const OpContext& context) {
  const Tensor& input = *context.constant(0);
  TRY_ASSIGN(Dims dims, evaluated_dims(infer(context)));
  // Seen as [repeat, size] per axis, where going to the next repeat moves nowhere.
  Dims paired_dims, paired_strides, own = row_major_strides(input.dims());
  for (size_t i = 0; i < dims.size(); ++i) {
    int64_t size = input.dims()[i];
    paired_dims.insert(paired_dims.end(), {size == 0 ? 0 : dims[i] / size, size});
    paired_strides.insert(paired_strides.end(), {0, own[i]});
  }
  TRY_ASSIGN(Tensor result, take_strided(input, std::move(paired_dims), std::move(paired_strides)).reshape(dims));
  return Tensors{std::move(result)};
}

}  // namespace

constinit extern const OpInfo op_tile{
    .name = "tile", .arity = {2, 2}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_tile
