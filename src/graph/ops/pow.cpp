#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_pow {

namespace {

double pow_of(double x, double y) { return std::pow(x, y); }

// By squaring; an integer to a negative power is refused.
Result<int64_t> integer_pow(int64_t x, int64_t y) {
  if (y < 0) return unsupported("{} to the power of {} is no integer", x, y);
  int64_t result = 1;
  for (;; y /= 2) {
    if (y % 2 == 1) {
      TRY_ASSIGN(result, checked_mul(result, x));
    }
    if (y <= 1) return result;
    TRY_ASSIGN(x, checked_mul(x, x));
  }
}

// The exponent may be of another dtype.
Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(Shape shape, broadcast(context.shape(0), context.shape(1)));
  return one_fact(context.dtype(0), std::move(shape));
}

Result<Tensors> evaluate(const OpContext& context) {
  const Tensor& base = *context.constant(0);
  Tensor exponent = *context.constant(1);
  if (is_float(base.dtype())) {
    TRY_ASSIGN(exponent, cast_tensor(exponent, DType::f64));
  } else if (is_float(exponent.dtype())) {
    return unsupported("integers to a power of {} are not evaluated", dtype_name(exponent.dtype()));
  }
  TRY_ASSIGN(Tensor result, evaluate_binary(base, exponent, {pow_of, integer_pow}, base.dtype()));
  return Tensors{std::move(result)};
}

}  // namespace

constinit extern const OpInfo op_pow{.name = "pow", .arity = {2, 2}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_pow
