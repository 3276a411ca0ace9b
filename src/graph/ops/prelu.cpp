#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_prelu {

namespace {

// The slope spreads over x, never x over the slope.
Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(Facts facts, infer_broadcast(context));
  if (facts[0].shape.size() != context.shape(0).size())
    return corrupt("the slope [{}] has more dimensions than the input [{}]", shape_text(context.shape(1)),
                   shape_text(context.shape(0)));
  for (size_t i = 0; i < facts[0].shape.size(); ++i) TRY(merge_dims(facts[0].shape[i], context.shape(0)[i]));
  return infer_same(context);
}

double prelu_of(double x, double slope) { return x < 0 ? slope * x : x; }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_arithmetic(context, {prelu_of, nullptr}); }

}  // namespace

constinit extern const OpInfo op_prelu{
    .name = "prelu", .arity = {2, 2}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_prelu
