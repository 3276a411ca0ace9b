#include "graph/infer.h"

#include <functional>

namespace ponte {

Result<Facts> infer_same(const OpContext& context) { return Facts{context.fact(0)}; }

Result<Tensors> evaluate_same(const OpContext& context) { return Tensors{*context.constant(0)}; }

namespace {

Result<Facts> broadcast_all(const OpContext& context, DType dtype) {
  Shape shape = context.shape(0);
  for (size_t i = 1; i < context.input_count(); ++i) {
    if (!context.has_input(i)) continue;
    TRY_ASSIGN(shape, broadcast(shape, context.shape(i)));
  }
  return Facts{{dtype, std::move(shape), std::nullopt}};
}

}  // namespace

Result<Facts> infer_broadcast(const OpContext& context) { return broadcast_all(context, context.dtype(0)); }

Result<Facts> infer_comparison(const OpContext& context) { return broadcast_all(context, DType::boolean); }

Result<Tensors> evaluate_unary(const OpContext& context, double (*function)(double)) {
  const Tensor& input = *context.constant(0);
  std::vector<double> values = input.to_doubles();
  for (double& value : values) value = function(value);
  return Tensors{tensor_from_doubles(values, input.dtype(), input.dims())};
}

Dims row_major_strides(const Dims& dims) {
  Dims strides(dims.size(), 1);
  for (size_t i = dims.size(); i-- > 1;) strides[i - 1] = strides[i] * dims[i];
  return strides;
}

namespace {

// Strides of an input seen at the output's rank: 0 along broadcast axes.
Dims broadcast_strides(const Dims& input, const Dims& output) {
  Dims own = row_major_strides(input);
  Dims strides(output.size(), 0);
  size_t offset = output.size() - input.size();
  for (size_t i = 0; i < input.size(); ++i) strides[offset + i] = input[i] == 1 ? 0 : own[i];
  return strides;
}

template <class T, class Function>
Result<std::vector<T>> combine(const std::vector<T>& a, const Dims& a_dims, const std::vector<T>& b, const Dims& b_dims,
                               const Dims& output, Function function) {
  TRY_ASSIGN(int64_t count, element_count(output));
  Dims a_strides = broadcast_strides(a_dims, output), b_strides = broadcast_strides(b_dims, output);
  Dims strides = row_major_strides(output);
  std::vector<T> result;
  result.reserve(static_cast<size_t>(count));
  for (int64_t i = 0; i < count; ++i) {
    int64_t rest = i, a_index = 0, b_index = 0;
    for (size_t axis = 0; axis < output.size(); ++axis) {
      int64_t coordinate = rest / strides[axis];
      rest %= strides[axis];
      a_index += coordinate * a_strides[axis];
      b_index += coordinate * b_strides[axis];
    }
    TRY_ASSIGN(T value, function(a[static_cast<size_t>(a_index)], b[static_cast<size_t>(b_index)]));
    result.push_back(value);
  }
  return result;
}

}  // namespace

Result<Tensors> evaluate_binary(const OpContext& context, const BinaryFunctions& functions, DType output) {
  const Tensor &a = *context.constant(0), &b = *context.constant(1);
  TRY_ASSIGN(Shape shape, broadcast(to_shape(a.dims()), to_shape(b.dims())));
  Dims dims = *known_dims(shape);
  if (is_float(a.dtype())) {
    auto on_floats = [&](double x, double y) -> Result<double> { return functions.on_floats(x, y); };
    TRY_ASSIGN(std::vector<double> values, combine(a.to_doubles(), a.dims(), b.to_doubles(), b.dims(), dims, on_floats));
    return Tensors{tensor_from_doubles(values, output, dims)};
  }
  TRY_ASSIGN(Dims values, combine(a.to_ints(), a.dims(), b.to_ints(), b.dims(), dims, functions.on_integers));
  TRY_ASSIGN(Tensor tensor, cast_tensor(Tensor::of<int64_t>(std::move(values), dims), output));
  return Tensors{std::move(tensor)};
}

std::optional<std::vector<Dim>> combine_ints(const OpContext& context, Result<int64_t> (*function)(int64_t, int64_t)) {
  auto a = context.ints(0), b = context.ints(1);
  if (!a || !b) return std::nullopt;
  size_t count = std::max(a->size(), b->size());
  if ((a->size() != count && a->size() != 1) || (b->size() != count && b->size() != 1)) return std::nullopt;
  std::vector<Dim> result;
  for (size_t i = 0; i < count; ++i) {
    const Dim& x = (*a)[a->size() == 1 ? 0 : i];
    const Dim& y = (*b)[b->size() == 1 ? 0 : i];
    auto value = x.known() && y.known() ? function(x.size, y.size) : Result<int64_t>(Dim::kUnknown);
    result.push_back(value ? Dim(*value) : Dim{});
  }
  return result;
}

Result<Dim> window_output(const Dim& size, const Window& window) {
  if (window.stride <= 0 || window.kernel <= 0 || window.dilation <= 0)
    return corrupt("kernel {}, stride {} and dilation {} must be positive", window.kernel, window.stride, window.dilation);
  if (!size.known()) return Dim{};
  int64_t reach = (window.kernel - 1) * window.dilation + 1;
  int64_t padded = size.size + window.pad_begin + window.pad_end;
  if (padded < reach) return corrupt("a window of {} does not fit {} padded to {}", reach, size.size, padded);
  int64_t steps = (padded - reach) / window.stride;
  if (window.ceil && (padded - reach) % window.stride != 0) {
    // A window that would start in the end padding does not count.
    if ((steps + 1) * window.stride < size.size + window.pad_begin) ++steps;
  }
  return Dim(steps + 1);
}

Tensor gather_elements_by(const Tensor& input, Dims output_dims, const std::function<int64_t(int64_t)>& source) {
  size_t width = static_cast<size_t>(dtype_bits(input.dtype())) / 8;
  int64_t count = *element_count(output_dims);
  auto owned = std::make_shared<std::vector<std::byte>>(static_cast<size_t>(count) * width);
  for (int64_t i = 0; i < count; ++i)
    std::memcpy(owned->data() + static_cast<size_t>(i) * width,
                input.bytes().data() + static_cast<size_t>(source(i)) * width, width);
  SharedBytes data{Bytes(*owned), owned};
  return *Tensor::view(input.dtype(), std::move(output_dims), std::move(data));
}

}  // namespace ponte
