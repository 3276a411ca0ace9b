#pragma once
// What the operators' evaluators share. Floats are computed in double and rounded once to the dtype of the result,
// integers exactly in int64. Every evaluator asks evaluated_count or evaluated_dims before it makes a tensor, since
// sizes may come from strangers.

#include <functional>

#include "graph/evaluate/strided_index.h"
#include "graph/infer/infer.h"

namespace ponte::graph {

/// The element count of a tensor about to be made; an error above 2^28 elements.
Result<int64_t> evaluated_count(const Dims& dims);
/// The dims of an output about to be made, from what infer gave.
Result<Dims> evaluated_dims(const Result<Facts>& facts, size_t slot = 0);

/// The elements as double or int64_t.
template <class T>
std::vector<T> numbers(const Tensor& tensor) {
  if constexpr (std::is_same_v<T, double>)
    return tensor.to_doubles();
  else
    return tensor.to_ints();
}
/// The way back; integers wrap around.
Tensor tensor_of(std::vector<double> values, DType dtype, Dims dims);
Tensor tensor_of(std::vector<int64_t> values, DType dtype, Dims dims);

/// Refuses u64 elements that int64 cannot hold.
Result<> check_integer_range(const Tensor& tensor);
/// Runs function.template operator()<double>() for floats, <int64_t> for the rest.
template <class Function>
auto in_numbers(const Tensor& tensor, Function function) -> decltype(function.template operator()<double>()) {
  if (is_float(tensor.dtype())) return function.template operator()<double>();
  TRY(check_integer_range(tensor));
  return function.template operator()<int64_t>();
}

/// Applies a function of one number to every element of input 0; the result has the dtype of the input. Integers need
/// a function of their own.
Result<Tensors> evaluate_unary(const OpContext& context, const std::function<double(double)>& on_floats,
                               Result<int64_t> (*on_integers)(int64_t) = nullptr);

/// Applies a function of two numbers with broadcasting.
struct BinaryFunctions {
  double (*on_floats)(double, double);
  Result<int64_t> (*on_integers)(int64_t, int64_t);
};
Result<Tensor> evaluate_binary(const Tensor& a, const Tensor& b, const BinaryFunctions& functions, DType output);
/// The same over both inputs, in the dtype of input 0.
Result<Tensors> evaluate_arithmetic(const OpContext& context, const BinaryFunctions& functions);
/// The same with boolean output.
Result<Tensors> evaluate_comparison(const OpContext& context, const BinaryFunctions& functions);

/// A tensor seen along one axis: element k of the line (outer, inner) lies at at(outer, k, inner).
struct AxisView {
  int64_t outer = 1, length = 1, inner = 1;
  AxisView(const Dims& dims, size_t axis);
  int64_t at(int64_t o, int64_t k, int64_t i) const { return (o * length + k) * inner + i; }
  /// Calls line(first, step) for each line along the axis: its elements lie at first + k * step.
  template <class Line>
  void each_line(Line line) const {
    for (int64_t o = 0; o < outer; ++o)
      for (int64_t i = 0; i < inner; ++i) line(static_cast<size_t>(at(o, 0, i)), static_cast<size_t>(inner));
  }
};

}  // namespace ponte::graph
