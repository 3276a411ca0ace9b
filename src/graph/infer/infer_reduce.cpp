#include "graph/infer/infer_reduce.h"

namespace ponte::graph {

Result<std::vector<bool>> reduced_axes(const OpContext& context) {
  size_t rank = context.shape(0).size();
  const Dims& axes = context.attrs.integers("axes");
  if (axes.empty()) return std::vector<bool>(rank, true);
  return axis_mask(axes, rank);
}

Shape reduced_shape(const Shape& input, const std::vector<bool>& reduced, bool keep_dims) {
  Shape output;
  for (size_t i = 0; i < input.size(); ++i) {
    if (!reduced[i])
      output.push_back(input[i]);
    else if (keep_dims)
      output.push_back(Dim(1));
  }
  return output;
}

Result<Facts> infer_reduce(const OpContext& context) {
  TRY_ASSIGN(std::vector<bool> reduced, reduced_axes(context));
  return one_fact(context.dtype(0), reduced_shape(context.shape(0), reduced, context.attrs.boolean("keep_dims")));
}

Result<Facts> infer_arg_reduce(const OpContext& context) {
  TRY_ASSIGN(std::vector<bool> reduced, axis_mask({context.attrs.integer("axis")}, context.shape(0).size()));
  return one_fact(DType::i64, reduced_shape(context.shape(0), reduced, context.attrs.boolean("keep_dims")));
}

}  // namespace ponte::graph
