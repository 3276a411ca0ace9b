#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_cum_sum {

namespace {

constexpr AttrSpec kAttrs[] = {{"exclusive", AttrType::boolean, 0}, {"reverse", AttrType::boolean, 0}};

template <class T>
Result<T> sum(T a, T b) {
  if constexpr (std::is_same_v<T, double>)
    return a + b;
  else
    return checked_add(a, b);
}

template <class T>
Result<Tensors> cumulative_sum(const Tensor& input, const AxisView& view, bool exclusive, bool reverse) {
  std::vector<T> values = numbers<T>(input);
  Result<> status;
  view.each_line([&](size_t first, size_t step) {
    T total = 0;
    for (size_t n = 0, length = static_cast<size_t>(view.length); n < length && status; ++n) {
      T& value = values[first + (reverse ? length - 1 - n : n) * step];
      Result<T> next = sum(total, value);
      if (!next) {
        status = std::unexpected(next.error());
        return;
      }
      value = exclusive ? total : *next;
      total = *next;
    }
  });
  TRY(status);
  return Tensors{tensor_of(std::move(values), input.dtype(), input.dims())};
}

Result<Tensors> evaluate(const OpContext& context) {
  const Tensor& input = *context.constant(0);
  TRY(evaluated_count(input.dims()));
  if (context.constant(1)->count() != 1) return corrupt("the axis has {} elements", context.constant(1)->count());
  TRY_ASSIGN(int64_t axis, normalize_axis(context.constant(1)->to_ints()[0], input.dims().size()));
  AxisView view(input.dims(), static_cast<size_t>(axis));
  bool exclusive = context.attrs.boolean("exclusive"), reverse = context.attrs.boolean("reverse");
  return in_numbers(input, [&]<class T>() { return cumulative_sum<T>(input, view, exclusive, reverse); });
}

}  // namespace

constinit extern const OpInfo op_cum_sum{
    .name = "cum_sum", .arity = {2, 2}, .attrs = kAttrs, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_cum_sum
