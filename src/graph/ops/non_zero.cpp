#include <algorithm>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_non_zero {

namespace {

// One column of coordinates per element that is not zero.
Result<Facts> infer(const OpContext& context) {
  return one_fact(DType::i64, {Dim(static_cast<int64_t>(context.shape(0).size())), Dim{}});
}

Result<Tensors> evaluate(const OpContext& context) {
  const Tensor& input = *context.constant(0);
  TRY(evaluated_count(input.dims()));
  std::vector<double> values = input.to_doubles();
  size_t rank = input.dims().size();
  int64_t found = std::count_if(values.begin(), values.end(), [](double value) { return value != 0; });
  TRY(evaluated_count({static_cast<int64_t>(rank), found}));
  Dims coordinates(rank * static_cast<size_t>(found));
  StridedIndex walk(input.dims(), Dims(rank, 0));
  size_t column = 0;
  for (double value : values) {
    if (value != 0) {
      for (size_t axis = 0; axis < rank; ++axis)
        coordinates[axis * static_cast<size_t>(found) + column] = walk.coordinates()[axis];
      ++column;
    }
    walk.next();
  }
  return Tensors{Tensor::of<int64_t>(std::move(coordinates), {static_cast<int64_t>(rank), found})};
}

}  // namespace

constinit extern const OpInfo op_non_zero{
    .name = "non_zero", .arity = {1, 1}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_non_zero
