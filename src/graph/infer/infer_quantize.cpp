#include "graph/infer/infer_quantize.h"

namespace ponte::graph {

namespace {

bool is_single(const Shape& shape) { return shape.empty() || (shape.size() == 1 && shape[0] == Dim(1)); }

}  // namespace

Result<> check_scale(const OpContext& context) {
  const Shape &x = context.shape(0), &scale = context.shape(1);
  if (!is_float(context.dtype(1))) return corrupt("the scale is {}", dtype_name(context.dtype(1)));
  const Shape& zero = context.has_input(2) ? context.shape(2) : scale;
  if (is_single(scale) && is_single(zero)) return {};
  if (zero.size() != scale.size())
    return corrupt("the scale is [{}], the zero point [{}]", shape_text(scale), shape_text(zero));
  if (scale.size() != 1) return unsupported("a scale of the shape [{}] is not supported", shape_text(scale));
  TRY_ASSIGN(size_t axis, checked_axis(context.attrs.integer("axis"), x.size()));
  if (!merge_dims(x[axis], scale[0]))
    return corrupt("{} scales do not fit axis {} of [{}]", scale[0].size, axis, shape_text(x));
  return {};
}

}  // namespace ponte::graph
