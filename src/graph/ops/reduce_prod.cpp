#include "graph/evaluate/evaluate_reduce.h"

namespace ponte::graph::ops_reduce_prod {

namespace {

// The product of a shape's elements is an element count.
Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(Facts facts, infer_reduce(context));
  auto elements = context.ints(0);
  if (!elements || context.shape(0).size() != 1) return facts;
  TRY_ASSIGN(Dim product, dim_product(*elements));
  return one_fact(facts[0].dtype, std::move(facts[0].shape), std::vector<Dim>{std::move(product)});
}

constexpr Reduction kReduction{1, [](double total, double x) { return total * x; }};
constexpr IntegerReduction kIntegerReduction{1, checked_mul};

Result<Tensors> evaluate(const OpContext& context) { return evaluate_reduce(context, kReduction, &kIntegerReduction); }

}  // namespace

constinit extern const OpInfo op_reduce_prod{
    .name = "reduce_prod", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_reduce_prod
