#include <cmath>

#include "graph/evaluate/evaluate_reduce.h"

namespace ponte::graph::ops_reduce_l1 {

namespace {

constexpr Reduction kReduction{0, [](double total, double x) { return total + std::abs(x); }};

Result<Tensors> evaluate(const OpContext& context) { return evaluate_reduce(context, kReduction); }

}  // namespace

constinit extern const OpInfo op_reduce_l1{
    .name = "reduce_l1", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer_reduce, .evaluate = evaluate};

}  // namespace ponte::graph::ops_reduce_l1
