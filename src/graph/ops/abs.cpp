#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_abs {

namespace {

double abs_of(double x) { return std::abs(x); }

Result<int64_t> abs_of_integer(int64_t x) { return x < 0 ? checked_sub(0, x) : x; }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, abs_of, abs_of_integer); }

}  // namespace

constinit extern const OpInfo op_abs{
    .name = "abs", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_abs
