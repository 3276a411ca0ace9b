#include <algorithm>
#include <cmath>

#include "graph/evaluate/evaluate_reduce.h"

namespace ponte::graph::ops_reduce_log_sum_exp {

namespace {

// log(exp(a) + exp(b)) that does not overflow
double log_of_sum(double a, double b) {
  if (a == b) return a + std::log(2.0);
  return std::max(a, b) + std::log1p(std::exp(-std::abs(a - b)));
}

constexpr Reduction kReduction{-INFINITY, log_of_sum};

Result<Tensors> evaluate(const OpContext& context) { return evaluate_reduce(context, kReduction); }

}  // namespace

constinit extern const OpInfo op_reduce_log_sum_exp{
    .name = "reduce_log_sum_exp", .arity = {1, 1}, .attrs = kReduceAttrs, .infer = infer_reduce, .evaluate = evaluate};

}  // namespace ponte::graph::ops_reduce_log_sum_exp
