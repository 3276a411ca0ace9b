#include "graph/evaluate/evaluate_quantize.h"

namespace ponte::graph {

Result<QuantizedView> quantized_view(const OpContext& context) {
  const Dims& dims = context.constant(0)->dims();
  TRY(evaluated_count(dims));
  TRY(check_scale(context));
  QuantizedView view;
  view.scales = context.constant(1)->to_floats();
  view.zeros = context.has_input(2) ? context.constant(2)->to_ints() : Dims(view.scales.size(), 0);
  if (view.zeros.size() != view.scales.size())
    return corrupt("there are {} scales and {} zero points", view.scales.size(), view.zeros.size());
  if (view.scales.size() == 1) return view;
  AxisView axis(dims, static_cast<size_t>(context.attrs.integer("axis")));
  view.length = static_cast<size_t>(axis.length);
  view.inner = static_cast<size_t>(axis.inner);
  return view;
}

}  // namespace ponte::graph
