#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_div {

namespace {

double div_of(double x, double y) { return x / y; }

Dim follow(const Dim& x, const Dim& y) { return y == Dim(1) ? x : follow_known(x, y, checked_div); }

Result<Facts> infer(const OpContext& context) { return infer_arithmetic(context, follow); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_arithmetic(context, {div_of, checked_div}); }

}  // namespace

constinit extern const OpInfo op_div{.name = "div", .arity = {2, 2}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_div
