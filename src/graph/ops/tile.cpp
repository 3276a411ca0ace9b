#include "graph/infer.h"

namespace ponte {

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

}  // namespace

constinit extern const OpInfo op_tile{.name = "tile", .arity = {2, 2}, .attrs = {}, .infer = infer};

}  // namespace ponte
