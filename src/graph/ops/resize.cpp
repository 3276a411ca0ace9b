#include "graph/infer/infer.h"

namespace ponte::graph::ops_resize {

namespace {

constexpr AttrSpec kAttrs[] = {{"mode", AttrType::text, std::nullopt, "nearest"},
                               {"coordinates", AttrType::text, std::nullopt, "half_pixel"},
                               {"nearest_mode", AttrType::text, std::nullopt, "round_prefer_floor"},
                               {"cubic_coeff_a", AttrType::number, -0.75},
                               {"exclude_outside", AttrType::boolean, 0},
                               {"antialias", AttrType::boolean, 0}};

// In float, as runtimes compute it.
Result<Dim> scale(const Dim& size, float scale) {
  if (!(scale > 0)) return corrupt("a scale of {} is not possible", scale);
  if (scale == 1 || !size.known()) return scale == 1 ? size : Dim{};
  float result = static_cast<float>(size.size) * scale;
  if (result >= 0x1p62f) return corrupt("{} scaled by {} is out of range", size.size, scale);
  return Dim(static_cast<int64_t>(result));
}

Result<Facts> infer(const OpContext& context) {
  Shape shape = context.shape(0);
  if (context.has_input(1) == context.has_input(2)) return corrupt("resize takes either scales or sizes");
  if (context.has_input(2)) {
    TRY_ASSIGN(Shape sizes, shape_from_input(context, 2));
    if (sizes.size() != shape.size())
      return corrupt("sizes [{}] do not fit [{}]", shape_text(sizes), shape_text(shape));
    return one_fact(context.dtype(0), std::move(sizes));
  }
  const Tensor* scales = context.constant(1);
  if (!scales) return one_fact(context.dtype(0), Shape(shape.size()));
  if (scales->count() != static_cast<int64_t>(shape.size()))
    return corrupt("{} scales do not fit [{}]", scales->count(), shape_text(shape));
  std::vector<float> factors = scales->to_floats();
  for (size_t i = 0; i < shape.size(); ++i) {
    TRY_ASSIGN(shape[i], scale(shape[i], factors[i]));
  }
  return one_fact(context.dtype(0), std::move(shape));
}

}  // namespace

constinit extern const OpInfo op_resize{.name = "resize", .arity = {1, 3}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte::graph::ops_resize
