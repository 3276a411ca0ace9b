#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_mul {

namespace {

double mul_of(double x, double y) { return x * y; }

Dim follow(const Dim& x, const Dim& y) {
  if (x == Dim(1)) return y;
  return y == Dim(1) ? x : follow_known(x, y, checked_mul);
}

Result<Facts> infer(const OpContext& context) { return infer_arithmetic(context, follow); }

Result<Tensors> evaluate(const OpContext& context) { return evaluate_arithmetic(context, {mul_of, checked_mul}); }

}  // namespace

constinit extern const OpInfo op_mul{.name = "mul", .arity = {2, 2}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_mul
