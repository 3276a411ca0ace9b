#include "graph/evaluate/evaluate_move.h"
#include "graph/infer/infer_slice.h"

namespace ponte::graph::ops_slice {

namespace {

// Of a vector whose slice is known number by number.
Ints follow(const OpContext& context, const std::vector<SliceRange>& ranges) {
  auto elements = context.ints(0);
  if (!elements || ranges.size() != 1) return std::nullopt;
  auto cut = resolve_range(ranges[0], context.shape(0)[0]);
  if (!cut) return std::nullopt;
  std::vector<Dim> result;
  for (int64_t i = 0; i < cut->count; ++i) {
    int64_t at = cut->begin + i * cut->step;
    if (at < 0 || at >= static_cast<int64_t>(elements->size())) return std::nullopt;
    result.push_back((*elements)[static_cast<size_t>(at)]);
  }
  return result;
}

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(std::vector<SliceRange> ranges, slice_ranges(context));
  Shape shape;
  for (size_t axis = 0; axis < ranges.size(); ++axis) shape.push_back(slice_size(ranges[axis], context.shape(0)[axis]));
  return one_fact(context.dtype(0), std::move(shape), follow(context, ranges));
}

Result<Tensors> evaluate(const OpContext& context) {
  const Tensor& input = *context.constant(0);
  TRY(evaluated_count(input.dims()));
  TRY_ASSIGN(std::vector<SliceRange> ranges, slice_ranges(context));
  Dims dims, strides = row_major_strides(input.dims());
  int64_t start = 0;
  for (size_t axis = 0; axis < ranges.size(); ++axis) {
    auto cut = resolve_range(ranges[axis], Dim(input.dims()[axis]));
    if (!cut) return unsupported("the start or end of axis {} is not known", axis);
    dims.push_back(cut->count);
    start += cut->begin * strides[axis];
    // A step of more than the axis is taken once.
    strides[axis] = cut->count > 1 ? cut->step * strides[axis] : 0;
  }
  return Tensors{take_strided(input, std::move(dims), std::move(strides), start)};
}

}  // namespace

constinit extern const OpInfo op_slice{
    .name = "slice", .arity = {3, 5}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_slice
