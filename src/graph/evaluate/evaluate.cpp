#include "graph/evaluate/evaluate.h"

#include <algorithm>

namespace ponte::graph {

Result<int64_t> evaluated_count(const Dims& dims) {
  constexpr int64_t kMost = int64_t{1} << 28;
  TRY_ASSIGN(int64_t count, element_count(dims));
  if (count > kMost) return unsupported("a constant of {} elements is more than {}", count, kMost);
  return count;
}

Result<Dims> evaluated_dims(const Result<Facts>& facts, size_t slot) {
  if (!facts) return std::unexpected(facts.error());
  auto dims = known_dims((*facts)[slot].shape);
  if (!dims) return unsupported("the size of the result [{}] is not known", shape_text((*facts)[slot].shape));
  TRY(evaluated_count(*dims));
  return std::move(*dims);
}

Tensor tensor_of(std::vector<double> values, DType dtype, Dims dims) {
  if (dtype == DType::f64) return Tensor::of<double>(std::move(values), std::move(dims));
  return tensor_from_doubles(values, dtype, std::move(dims));
}

Tensor tensor_of(std::vector<int64_t> values, DType dtype, Dims dims) {
  Tensor wide = Tensor::of<int64_t>(std::move(values), std::move(dims));
  return *cast_tensor(wide, dtype);
}

Result<> check_integer_range(const Tensor& tensor) {
  if (tensor.dtype() != DType::u64) return {};
  Dims elements = tensor.to_ints();
  if (std::any_of(elements.begin(), elements.end(), [](int64_t element) { return element < 0; }))
    return unsupported("numbers of 2^63 and more are not evaluated");
  return {};
}

Result<Tensors> evaluate_unary(const OpContext& context, const std::function<double(double)>& on_floats,
                               Result<int64_t> (*on_integers)(int64_t)) {
  const Tensor& input = *context.constant(0);
  TRY(evaluated_count(input.dims()));
  if (is_float(input.dtype())) {
    std::vector<double> values = input.to_doubles();
    for (double& value : values) value = on_floats(value);
    return Tensors{tensor_of(std::move(values), input.dtype(), input.dims())};
  }
  if (!on_integers) return unsupported("there is no such operation on {}", dtype_name(input.dtype()));
  TRY(check_integer_range(input));
  Dims values = input.to_ints();
  for (int64_t& value : values) {
    TRY_ASSIGN(value, on_integers(value));
  }
  return Tensors{tensor_of(std::move(values), input.dtype(), input.dims())};
}

namespace {

template <class T, class Function>
Result<std::vector<T>> combine(const std::vector<T>& a, const Dims& a_dims, const std::vector<T>& b, const Dims& b_dims,
                               const Dims& output, Function function) {
  TRY_ASSIGN(int64_t count, evaluated_count(output));
  StridedIndex a_walk(output, broadcast_strides(a_dims, output)), b_walk(output, broadcast_strides(b_dims, output));
  std::vector<T> result(static_cast<size_t>(count));
  for (T& value : result) {
    const T& x = a[static_cast<size_t>(a_walk.next())];
    const T& y = b[static_cast<size_t>(b_walk.next())];
    if constexpr (std::is_same_v<T, double>) {
      value = function(x, y);
    } else {
      TRY_ASSIGN(value, function(x, y));
    }
  }
  return result;
}

}  // namespace

Result<Tensor> evaluate_binary(const Tensor& a, const Tensor& b, const BinaryFunctions& functions, DType output) {
  TRY_ASSIGN(Shape shape, broadcast(to_shape(a.dims()), to_shape(b.dims())));
  Dims dims = *known_dims(shape);
  TRY(check_integer_range(b));
  return in_numbers(a, [&]<class T>() -> Result<Tensor> {
    auto function = [&] {
      if constexpr (std::is_same_v<T, double>)
        return functions.on_floats;
      else
        return functions.on_integers;
    }();
    if (!function) return unsupported("there is no such operation on {}", dtype_name(a.dtype()));
    TRY_ASSIGN(std::vector<T> values, combine(numbers<T>(a), a.dims(), numbers<T>(b), b.dims(), dims, function));
    return tensor_of(std::move(values), output, dims);
  });
}

Result<Tensors> evaluate_arithmetic(const OpContext& context, const BinaryFunctions& functions) {
  const Tensor &a = *context.constant(0), &b = *context.constant(1);
  TRY_ASSIGN(Tensor result, evaluate_binary(a, b, functions, a.dtype()));
  return Tensors{std::move(result)};
}

Result<Tensors> evaluate_comparison(const OpContext& context, const BinaryFunctions& functions) {
  const Tensor &a = *context.constant(0), &b = *context.constant(1);
  TRY_ASSIGN(Tensor result, evaluate_binary(a, b, functions, DType::boolean));
  return Tensors{std::move(result)};
}

AxisView::AxisView(const Dims& dims, size_t axis) : length(dims[axis]) {
  for (size_t i = 0; i < axis; ++i) outer *= dims[i];
  for (size_t i = axis + 1; i < dims.size(); ++i) inner *= dims[i];
}

}  // namespace ponte::graph
