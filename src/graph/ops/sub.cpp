#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_sub {

namespace {

double sub_of(double x, double y) { return x - y; }

Dim follow(const Dim& x, const Dim& y) { return y == Dim(0) ? x : follow_known(x, y, checked_sub); }

Result<Facts> infer(const OpContext& context) { return infer_arithmetic(context, follow); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_arithmetic(context, {sub_of, checked_sub}); }

}  // namespace

constinit extern const OpInfo op_sub{.name = "sub", .arity = {2, 2}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_sub
