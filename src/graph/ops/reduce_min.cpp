#include <algorithm>
#include <cmath>

#include "graph/evaluate/evaluate_reduce.h"

namespace ponte::graph::ops_reduce_min {

namespace {

Result<int64_t> smaller(int64_t a, int64_t b) { return std::min(a, b); }

// What is not a number stays.
double smaller_number(double total, double x) { return total < x || std::isnan(total) ? total : x; }

constexpr Reduction kReduction{INFINITY, smaller_number};
constexpr IntegerReduction kIntegerReduction{INT64_MAX, smaller};

Result<Tensors> evaluate(const OpContext& context) { return evaluate_reduce(context, kReduction, &kIntegerReduction); }

}  // namespace

constinit extern const OpInfo op_reduce_min{
    .name = "reduce_min", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer_reduce, .evaluate = evaluate};

}  // namespace ponte::graph::ops_reduce_min
