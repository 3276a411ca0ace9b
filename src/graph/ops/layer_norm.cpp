#include "graph/infer/infer.h"

namespace ponte::graph::ops_layer_norm {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer}, {"epsilon", AttrType::number, 1e-5}};

// Scale and bias spread over the axes from `axis` on.
Result<Facts> infer(const OpContext& context) {
  TRY(common_dtype(context));
  const Shape& shape = context.shape(0);
  TRY_ASSIGN(size_t axis, checked_axis(context.attrs.integer("axis"), shape.size()));
  Shape normalized(shape.begin() + static_cast<ptrdiff_t>(axis), shape.end());
  for (size_t i = 1; i < context.input_count(); ++i) {
    if (!context.has_input(i)) continue;
    TRY_ASSIGN(Shape spread, broadcast(normalized, context.shape(i)));
    if (spread.size() != normalized.size())
      return corrupt("input {} [{}] does not fit [{}] from axis {} on", i, shape_text(context.shape(i)),
                     shape_text(shape), axis);
  }
  return infer_same(context);
}

}  // namespace

constinit extern const OpInfo op_layer_norm{.name = "layer_norm", .arity = {2, 3}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte::graph::ops_layer_norm
