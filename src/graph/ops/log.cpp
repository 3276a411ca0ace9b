#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_log {

namespace {

double log_of(double x) { return std::log(x); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_unary(context, log_of); }

}  // namespace

constinit extern const OpInfo op_log{
    .name = "log", .arity = {1, 1}, .attrs = {}, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_log
