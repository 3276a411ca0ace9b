#include <cmath>

#include "graph/evaluate/evaluate_reduce.h"

namespace ponte::graph::ops_reduce_l2 {

namespace {

constexpr Reduction kReduction{0, [](double total, double x) { return total + x * x; },
                               [](double total, double) { return std::sqrt(total); }};

Result<Tensors> evaluate(const OpContext& context) { return evaluate_reduce(context, kReduction); }

}  // namespace

constinit extern const OpInfo op_reduce_l2{
    .name = "reduce_l2", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer_reduce, .evaluate = evaluate};

}  // namespace ponte::graph::ops_reduce_l2
