#include <algorithm>
#include <cmath>

#include "graph/evaluate/evaluate_reduce.h"

namespace ponte::graph::ops_reduce_max {

namespace {

Result<int64_t> larger(int64_t a, int64_t b) { return std::max(a, b); }

// What is not a number stays.
double larger_number(double total, double x) { return total > x || std::isnan(total) ? total : x; }

constexpr Reduction kReduction{-INFINITY, larger_number};
constexpr IntegerReduction kIntegerReduction{INT64_MIN, larger};

Result<Tensors> evaluate(const OpContext& context) { return evaluate_reduce(context, kReduction, &kIntegerReduction); }

}  // namespace

constinit extern const OpInfo op_reduce_max{
    .name = "reduce_max", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer_reduce, .evaluate = evaluate};

}  // namespace ponte::graph::ops_reduce_max
