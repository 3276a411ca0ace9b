#include "graph/evaluate/evaluate_reduce.h"

namespace ponte::graph {

namespace {

template <class T, class R>
Result<Tensor> reduce(const Tensor& input, const std::vector<bool>& reduced, Dims dims, const R& reduction) {
  TRY_ASSIGN(int64_t groups, element_count(dims));
  if (input.count() == 0 || groups == 0) return unsupported("a reduction of nothing is not evaluated");
  Dims kept = *known_dims(reduced_shape(to_shape(input.dims()), reduced, true));
  Dims strides = row_major_strides(kept);
  for (size_t i = 0; i < strides.size(); ++i)
    if (reduced[i]) strides[i] = 0;
  StridedIndex walk(input.dims(), std::move(strides));
  std::vector<T> totals(static_cast<size_t>(groups), reduction.first);
  for (T element : numbers<T>(input)) {
    T& total = totals[static_cast<size_t>(walk.next())];
    if constexpr (std::is_same_v<T, double>) {
      total = reduction.add(total, element);
    } else {
      TRY_ASSIGN(total, reduction.add(total, element));
    }
  }
  if (reduction.finish) {
    T count = static_cast<T>(input.count() / groups);
    for (T& total : totals) {
      if constexpr (std::is_same_v<T, double>) {
        total = reduction.finish(total, count);
      } else {
        TRY_ASSIGN(total, reduction.finish(total, count));
      }
    }
  }
  return tensor_of(std::move(totals), input.dtype(), std::move(dims));
}

}  // namespace

Result<Tensors> evaluate_reduce(const OpContext& context, const Reduction& on_floats,
                                const IntegerReduction* on_integers) {
  const Tensor& input = *context.constant(0);
  TRY(evaluated_count(input.dims()));
  TRY_ASSIGN(std::vector<bool> reduced, reduced_axes(context));
  TRY_ASSIGN(Dims dims, evaluated_dims(infer_reduce(context)));
  if (is_float(input.dtype())) {
    TRY_ASSIGN(Tensor result, reduce<double>(input, reduced, std::move(dims), on_floats));
    return Tensors{std::move(result)};
  }
  if (!on_integers) return unsupported("there is no such reduction of {}", dtype_name(input.dtype()));
  TRY(check_integer_range(input));
  TRY_ASSIGN(Tensor result, reduce<int64_t>(input, reduced, std::move(dims), *on_integers));
  return Tensors{std::move(result)};
}

namespace {

template <class T>
Dims winners(const std::vector<T>& values, const AxisView& view, bool largest, bool select_last) {
  Dims result;
  view.each_line([&](size_t first, size_t step) {
    size_t winner = 0;
    for (size_t k = 1; k < static_cast<size_t>(view.length); ++k) {
      T present = values[first + winner * step], next = values[first + k * step];
      if ((largest ? next > present : next < present) || (select_last && next == present)) winner = k;
    }
    result.push_back(static_cast<int64_t>(winner));
  });
  return result;
}

}  // namespace

Result<Tensors> evaluate_arg_reduce(const OpContext& context, bool largest) {
  const Tensor& input = *context.constant(0);
  TRY_ASSIGN(Dims dims, evaluated_dims(infer_arg_reduce(context)));
  TRY(evaluated_count(input.dims()));
  AxisView view(input.dims(), static_cast<size_t>(context.attrs.integer("axis")));
  if (view.length == 0) return unsupported("a reduction of nothing is not evaluated");
  bool select_last = context.attrs.boolean("select_last");
  return in_numbers(input, [&]<class T>() -> Result<Tensors> {
    Dims indices = winners(numbers<T>(input), view, largest, select_last);
    return Tensors{Tensor::of<int64_t>(std::move(indices), dims)};
  });
}

}  // namespace ponte::graph
