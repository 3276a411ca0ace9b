#include "graph/evaluate/evaluate_reduce.h"

namespace ponte::graph::ops_reduce_sum {

namespace {

constexpr Reduction kReduction{0, [](double total, double x) { return total + x; }};
constexpr IntegerReduction kIntegerReduction{0, checked_add};

Result<Tensors> evaluate(const OpContext& context) { return evaluate_reduce(context, kReduction, &kIntegerReduction); }

}  // namespace

constinit extern const OpInfo op_reduce_sum{
    .name = "reduce_sum", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer_reduce, .evaluate = evaluate};

}  // namespace ponte::graph::ops_reduce_sum
