#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_squeeze {

namespace {

constexpr AttrSpec kAttrs[] = {{"axes", AttrType::integers}};

Result<Facts> infer(const OpContext& context) {
  const Shape& x = context.shape(0);
  TRY_ASSIGN(std::vector<bool> removed, axis_mask(context.attrs.integers("axes"), x.size()));
  Shape shape;
  for (size_t i = 0; i < x.size(); ++i) {
    if (!removed[i])
      shape.push_back(x[i]);
    else if (x[i].known() && x[i].size != 1)
      return corrupt("axis {} of [{}] is not 1", i, shape_text(x));
  }
  return one_fact(context.dtype(0), std::move(shape), context.ints(0));
}

Result<Tensors> evaluate(const OpContext& context) { return evaluate_view(context, infer); }

}  // namespace

constinit extern const OpInfo op_squeeze{
    .name = "squeeze", .arity = {1, 1}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_squeeze
