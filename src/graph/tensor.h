#pragma once
// Constant data: an immutable view of bytes that something else keeps alive.

#include <memory>
#include <vector>

#include "base/bytes.h"
#include "graph/dtype.h"
#include "graph/shape.h"

namespace ponte::graph {

/// Row-major, little-endian elements. The bytes may lie in a mapped file and need not be aligned.
class Tensor {
 public:
  Tensor() = default;

  /// A view. The byte count must be what dtype and dims need.
  static Result<Tensor> view(DType dtype, Dims dims, SharedBytes data);
  /// Takes over elements; their count must be the product of dims.
  template <class T>
  static Tensor of(std::vector<T> elements, Dims dims);
  template <class T>
  static Tensor scalar(T value) {
    return of<T>(std::vector<T>{value}, {});
  }
  /// A one-dimensional tensor of int64.
  static Tensor ints(Dims elements) {
    Dims dims{static_cast<int64_t>(elements.size())};
    return of<int64_t>(std::move(elements), std::move(dims));
  }

  DType dtype() const { return dtype_; }
  const Dims& dims() const { return dims_; }
  Bytes bytes() const { return data_.bytes; }
  const std::shared_ptr<const void>& owner() const { return data_.owner; }
  int64_t count() const { return count_; }

  /// The same data under other dims of the same element count.
  Result<Tensor> reshape(Dims dims) const;

  /// Copies of the elements, converted. i4 and u4 are unpacked. Floats to integers truncate.
  std::vector<float> to_floats() const;
  std::vector<double> to_doubles() const;
  Dims to_ints() const;

  /// Copies the elements of a tensor whose dtype is stored as T.
  template <class T>
  std::vector<T> elements() const;

  /// True when dtype, dims and bytes are equal.
  bool operator==(const Tensor& other) const;

 private:
  Tensor(DType dtype, Dims dims, SharedBytes data, int64_t count)
      : dtype_(dtype), dims_(std::move(dims)), data_(std::move(data)), count_(count) {}

  DType dtype_ = DType::f32;
  Dims dims_;
  SharedBytes data_;
  int64_t count_ = 0;
};

/// Bytes that `count` elements take.
size_t storage_size(DType dtype, int64_t count);

/// Converts element by element. Float to integer truncates towards zero, as ONNX Cast does; to bool is != 0.
Result<Tensor> cast_tensor(const Tensor& tensor, DType dtype);

/// A tensor from doubles, each converted to `dtype`.
Tensor tensor_from_doubles(std::span<const double> values, DType dtype, Dims dims);

template <class T>
Tensor Tensor::of(std::vector<T> elements, Dims dims) {
  static_assert(!std::is_same_v<T, bool>, "use uint8_t data with dtype bool");
  auto owned = std::make_shared<std::vector<T>>(std::move(elements));
  Bytes bytes = std::as_bytes(std::span<const T>(*owned));
  int64_t count = static_cast<int64_t>(owned->size());
  return Tensor(dtype_of<T>(), std::move(dims), {bytes, std::move(owned)}, count);
}

template <class T>
std::vector<T> Tensor::elements() const {
  std::vector<T> copy(static_cast<size_t>(count_));
  if (count_ > 0) std::memcpy(copy.data(), data_.bytes.data(), copy.size() * sizeof(T));
  return copy;
}

}  // namespace ponte::graph
