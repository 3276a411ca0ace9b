#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_range {

namespace {

Result<int64_t> integer_length(int64_t start, int64_t limit, int64_t delta) {
  if (delta == 0) return corrupt("a range from {} to {} by 0 never ends", start, limit);
  if (delta > 0 ? start >= limit : start <= limit) return 0;
  TRY_ASSIGN(int64_t span, checked_sub(limit, start));
  TRY_ASSIGN(int64_t quotient, checked_div(span, delta));
  return quotient + (span % delta != 0);
}

Result<int64_t> float_length(double start, double limit, double delta) {
  double length = std::ceil((limit - start) / delta);
  if (!(length < 0x1p62)) return corrupt("a range from {} to {} by {} never ends", start, limit, delta);
  return length > 0 ? static_cast<int64_t>(length) : 0;
}

// A range from 0 by 1 is as long as its limit, even when that is a name.
Result<Dim> length_of(const OpContext& context) {
  const Tensor *start = context.constant(0), *limit = context.constant(1), *delta = context.constant(2);
  if (is_float(context.dtype(0))) {
    if (!start || !limit || !delta) return Dim{};
    TRY_ASSIGN(int64_t length, float_length(start->to_doubles()[0], limit->to_doubles()[0], delta->to_doubles()[0]));
    return Dim(length);
  }
  auto from = context.ints(0), to = context.ints(1), by = context.ints(2);
  if (!from || !to || !by) return Dim{};
  const Dim &a = (*from)[0], &b = (*to)[0], &step = (*by)[0];
  if (a == Dim(0) && step == Dim(1) && !b.symbol.empty()) return b;
  if (!a.known() || !b.known() || !step.known()) return Dim{};
  TRY_ASSIGN(int64_t length, integer_length(a.size, b.size, step.size));
  return Dim(length);
}

Ints follow(const OpContext& context, const Dim& length) {
  auto from = context.known_ints(0), by = context.known_ints(2);
  if (!length.known() || length.size > static_cast<int64_t>(kMaxFollowedInts) || !from || !by) return std::nullopt;
  std::vector<Dim> elements;
  for (int64_t i = 0; i < length.size; ++i) elements.push_back(Dim((*from)[0] + i * (*by)[0]));
  return elements;
}

Result<Facts> infer(const OpContext& context) {
  TRY_ASSIGN(DType dtype, common_dtype(context));
  for (size_t i = 0; i < 3; ++i)
    if (saturating_count(context.shape(i)) != 1)
      return corrupt("input {} has the shape [{}], it should be one number", i, shape_text(context.shape(i)));
  TRY_ASSIGN(Dim length, length_of(context));
  Ints elements = is_float(dtype) ? std::nullopt : follow(context, length);
  return one_fact(dtype, {std::move(length)}, std::move(elements));
}

Result<Tensors> evaluate(const OpContext& context) {
  TRY_ASSIGN(Dims dims, evaluated_dims(infer(context)));
  return in_numbers(*context.constant(0), [&]<class T>() -> Result<Tensors> {
    T start = numbers<T>(*context.constant(0))[0], delta = numbers<T>(*context.constant(2))[0];
    std::vector<T> values;
    for (int64_t i = 0; i < dims[0]; ++i) values.push_back(start + static_cast<T>(i) * delta);
    return Tensors{tensor_of(std::move(values), context.dtype(0), dims)};
  });
}

}  // namespace

constinit extern const OpInfo op_range{
    .name = "range", .arity = {3, 3}, .attrs = {}, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_range
