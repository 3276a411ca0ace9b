#include "graph/evaluate.h"

#include <algorithm>

#include "graph/walk.h"

namespace ponte {

Result<int64_t> evaluated_count(const Dims& dims) {
  constexpr int64_t kMost = int64_t{1} << 28;
  TRY_ASSIGN(int64_t count, element_count(dims));
  if (count > kMost) return unsupported("a constant of {} elements is more than {}", count, kMost);
  return count;
}

Result<Tensors> evaluate_unary(const OpContext& context, const std::function<double(double)>& on_floats,
                               Result<int64_t> (*on_integers)(int64_t)) {
  const Tensor& input = *context.constant(0);
  TRY(evaluated_count(input.dims()));
  if (is_float(input.dtype())) {
    std::vector<double> values = input.to_doubles();
    for (double& value : values) value = on_floats(value);
    return Tensors{tensor_from_doubles(values, input.dtype(), input.dims())};
  }
  if (!on_integers) return unsupported("there is no such operation on {}", dtype_name(input.dtype()));
  Dims values = input.to_ints();
  for (int64_t& value : values) {
    TRY_ASSIGN(value, on_integers(value));
  }
  TRY_ASSIGN(Tensor result, cast_tensor(Tensor::of<int64_t>(std::move(values), input.dims()), input.dtype()));
  return Tensors{std::move(result)};
}

namespace {

template <class T, class Function>
Result<std::vector<T>> combine(const std::vector<T>& a, const Dims& a_dims, const std::vector<T>& b, const Dims& b_dims,
                               const Dims& output, Function function) {
  TRY_ASSIGN(int64_t count, evaluated_count(output));
  Walk a_walk(output, broadcast_strides(a_dims, output)), b_walk(output, broadcast_strides(b_dims, output));
  std::vector<T> result;
  result.reserve(static_cast<size_t>(count));
  for (int64_t i = 0; i < count; ++i) {
    TRY_ASSIGN(T value, function(a[static_cast<size_t>(a_walk.next())], b[static_cast<size_t>(b_walk.next())]));
    result.push_back(value);
  }
  return result;
}

// int64 cannot hold the upper half of u64.
Result<> check_unsigned_range(const Tensor& tensor, const Dims& elements) {
  if (tensor.dtype() == DType::u64 && std::any_of(elements.begin(), elements.end(), [](int64_t x) { return x < 0; }))
    return unsupported("a number of 2^63 or more is not evaluated");
  return {};
}

}  // namespace

Result<Tensor> evaluate_binary(const Tensor& a, const Tensor& b, const BinaryFunctions& functions, DType output) {
  TRY_ASSIGN(Shape shape, broadcast(to_shape(a.dims()), to_shape(b.dims())));
  Dims dims = *known_dims(shape);
  if (is_float(a.dtype())) {
    auto on_floats = [&](double x, double y) -> Result<double> { return functions.on_floats(x, y); };
    TRY_ASSIGN(std::vector<double> values, combine(a.to_doubles(), a.dims(), b.to_doubles(), b.dims(), dims, on_floats));
    return tensor_from_doubles(values, output, std::move(dims));
  }
  Dims a_elements = a.to_ints(), b_elements = b.to_ints();
  TRY(check_unsigned_range(a, a_elements));
  TRY(check_unsigned_range(b, b_elements));
  TRY_ASSIGN(Dims values, combine(a_elements, a.dims(), b_elements, b.dims(), dims, functions.on_integers));
  return cast_tensor(Tensor::of<int64_t>(std::move(values), std::move(dims)), output);
}

Result<Tensors> evaluate_arithmetic(const OpContext& context, const BinaryFunctions& functions) {
  Tensor result = *context.constant(0);
  for (size_t i = 1; i < context.input_count(); ++i) {
    TRY_ASSIGN(result, evaluate_binary(result, *context.constant(i), functions, result.dtype()));
  }
  return Tensors{std::move(result)};
}

Result<Tensors> evaluate_comparison(const OpContext& context, const BinaryFunctions& functions) {
  TRY_ASSIGN(Tensor result, evaluate_binary(*context.constant(0), *context.constant(1), functions, DType::boolean));
  return Tensors{std::move(result)};
}

}  // namespace ponte
