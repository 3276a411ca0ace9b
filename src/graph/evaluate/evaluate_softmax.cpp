#include "graph/evaluate/evaluate_softmax.h"

#include <cmath>

namespace ponte::graph {

Result<Facts> infer_softmax(const OpContext& context) {
  TRY(checked_axis(context.attrs.integer("axis"), context.shape(0).size()));
  return infer_same(context);
}

Result<Tensors> evaluate_softmax(const OpContext& context, double (*finish)(double x, double log_total)) {
  const Tensor& input = *context.constant(0);
  TRY(infer_softmax(context));
  TRY(evaluated_count(input.dims()));
  if (!is_float(input.dtype())) return unsupported("softmax of {} is not evaluated", dtype_name(input.dtype()));
  AxisView view(input.dims(), static_cast<size_t>(context.attrs.integer("axis")));
  std::vector<double> values = input.to_doubles();
  view.each_line([&](size_t first, size_t step) {
    size_t end = first + static_cast<size_t>(view.length) * step;
    double largest = -INFINITY, total = 0;
    for (size_t i = first; i < end; i += step) largest = std::max(largest, values[i]);
    for (size_t i = first; i < end; i += step) total += std::exp(values[i] - largest);
    double log_total = largest + std::log(total);
    for (size_t i = first; i < end; i += step) values[i] = finish(values[i], log_total);
  });
  return Tensors{tensor_of(std::move(values), input.dtype(), input.dims())};
}

}  // namespace ponte::graph
