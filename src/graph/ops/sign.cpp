#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_sign {

namespace {

double sign_of(double x) { return static_cast<double>((x > 0) - (x < 0)); }

Result<int64_t> sign_of_integer(int64_t x) { return (x > 0) - (x < 0); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, sign_of, sign_of_integer); }

}  // namespace

constinit extern const OpInfo op_sign{
    .name = "sign", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_sign
