#include "graph/evaluate/evaluate_reduce.h"

namespace ponte::graph::ops_reduce_mean {

namespace {

constexpr Reduction kReduction{0, [](double total, double x) { return total + x; },
                               [](double total, double count) { return total / count; }};
constexpr IntegerReduction kIntegerReduction{0, checked_add, checked_div};

Result<Tensors> evaluate(const OpContext& context) { return evaluate_reduce(context, kReduction, &kIntegerReduction); }

}  // namespace

constinit extern const OpInfo op_reduce_mean{
    .name = "reduce_mean", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer_reduce, .evaluate = evaluate};

}  // namespace ponte::graph::ops_reduce_mean
