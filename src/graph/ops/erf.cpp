#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_erf {

namespace {

double erf_of(double x) { return std::erf(x); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, erf_of); }

}  // namespace

constinit extern const OpInfo op_erf{
    .name = "erf", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_erf
