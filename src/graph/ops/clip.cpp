#include "graph/evaluate.h"

namespace ponte {

namespace {

Result<Facts> infer(const OpContext& context) {
  TRY(common_dtype(context));
  for (size_t i = 1; i < context.input_count(); ++i)
    if (context.has_input(i) && saturating_count(context.shape(i)) > 1)
      return corrupt("the limit has the shape [{}], it should be one number", shape_text(context.shape(i)));
  return infer_same(context);
}

}  // namespace

constinit extern const OpInfo op_clip{.name = "clip", .arity = {1, 3}, .attrs = {}, .infer = infer};

}  // namespace ponte
