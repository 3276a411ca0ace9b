#include "graph/infer.h"

namespace ponte {

namespace {

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(Shape wanted, shape_from_input(context, 1));
  TRY_ASSIGN(Shape shape, broadcast(context.shape(0), wanted));
  return one_fact(context.dtype(0), std::move(shape));
}

}  // namespace

constinit extern const OpInfo op_expand{.name = "expand", .arity = {2, 2}, .attrs = {}, .infer = infer};

}  // namespace ponte
