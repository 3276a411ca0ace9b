#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_exp {

namespace {

double exp_of(double x) { return std::exp(x); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, exp_of); }

}  // namespace

constinit extern const OpInfo op_exp{
    .name = "exp", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_exp
