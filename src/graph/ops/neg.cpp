#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_neg {

namespace {

double neg_of(double x) { return -x; }

Result<int64_t> neg_of_integer(int64_t x) { return checked_sub(0, x); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, neg_of, neg_of_integer); }

}  // namespace

constinit extern const OpInfo op_neg{
    .name = "neg", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_neg
