#include "graph/tensor.h"

#include <cmath>

#include "base/half.h"

namespace ponte::graph {

size_t storage_size(DType dtype, int64_t count) {
  return (static_cast<size_t>(count) * static_cast<size_t>(dtype_bits(dtype)) + 7) / 8;
}

Result<Tensor> Tensor::view(DType dtype, Dims dims, SharedBytes data) {
  TRY_ASSIGN(int64_t count, element_count(dims));
  if (count > (int64_t{1} << 56)) return corrupt("a tensor of {} elements is too large", count);
  size_t expected = storage_size(dtype, count);
  if (data.bytes.size() != expected)
    return corrupt("a tensor {}[{}] needs {} bytes, there are {}", dtype_name(dtype), dims_text(dims), expected,
                   data.bytes.size());
  return Tensor(dtype, std::move(dims), std::move(data), count);
}

Result<Tensor> Tensor::reshape(Dims dims) const {
  TRY_ASSIGN(int64_t count, element_count(dims));
  if (count != count_) return corrupt("{} elements do not fill the shape [{}]", count_, dims_text(dims));
  return Tensor(dtype_, std::move(dims), data_, count_);
}

bool Tensor::operator==(const Tensor& other) const {
  return dtype_ == other.dtype_ && dims_ == other.dims_ && data_.bytes.size() == other.data_.bytes.size() &&
         (data_.bytes.empty() || std::memcmp(data_.bytes.data(), other.data_.bytes.data(), data_.bytes.size()) == 0);
}

namespace {

template <class Stored, class To>
void convert(Bytes bytes, std::span<To> out) {
  for (size_t i = 0; i < out.size(); ++i) {
    Stored value;
    std::memcpy(&value, bytes.data() + i * sizeof(Stored), sizeof(Stored));
    if constexpr (std::is_floating_point_v<Stored> && std::is_integral_v<To>) {
      // Out-of-range conversions are undefined in C++; saturate instead.
      constexpr double kLimit = 9.2233720368547748e18;
      double wide = static_cast<double>(value);
      out[i] = std::isnan(wide) ? 0 : static_cast<To>(std::min(std::max(wide, -kLimit), kLimit));
    } else {
      out[i] = static_cast<To>(value);
    }
  }
}

template <float (*widen)(uint16_t), class To>
void convert_sixteen(Bytes bytes, std::span<To> out) {
  for (size_t i = 0; i < out.size(); ++i) {
    uint16_t raw;
    std::memcpy(&raw, bytes.data() + 2 * i, 2);
    out[i] = static_cast<To>(widen(raw));
  }
}

template <class To>
void convert_nibbles(Bytes bytes, bool is_signed, std::span<To> out) {
  for (size_t i = 0; i < out.size(); ++i) {
    int nibble = (std::to_integer<int>(bytes[i / 2]) >> (i % 2 == 0 ? 0 : 4)) & 0xf;
    out[i] = static_cast<To>(is_signed && nibble > 7 ? nibble - 16 : nibble);
  }
}

template <class To>
std::vector<To> convert_elements(const Tensor& tensor) {
  std::vector<To> values(static_cast<size_t>(tensor.count()));
  std::span<To> out(values);
  Bytes bytes = tensor.bytes();
  switch (tensor.dtype()) {
    case DType::f32: convert<float>(bytes, out); break;
    case DType::f64: convert<double>(bytes, out); break;
    case DType::f16: convert_sixteen<half_to_float>(bytes, out); break;
    case DType::bf16: convert_sixteen<bfloat16_to_float>(bytes, out); break;
    case DType::i8: convert<int8_t>(bytes, out); break;
    case DType::u8: convert<uint8_t>(bytes, out); break;
    case DType::boolean: convert<uint8_t>(bytes, out); break;
    case DType::i16: convert<int16_t>(bytes, out); break;
    case DType::u16: convert<uint16_t>(bytes, out); break;
    case DType::i32: convert<int32_t>(bytes, out); break;
    case DType::u32: convert<uint32_t>(bytes, out); break;
    case DType::i64: convert<int64_t>(bytes, out); break;
    case DType::u64: convert<uint64_t>(bytes, out); break;
    case DType::i4: convert_nibbles(bytes, true, out); break;
    case DType::u4: convert_nibbles(bytes, false, out); break;
  }
  return values;
}

template <class Stored, class From>
Tensor stored_as(std::span<const From> values, DType dtype, Dims dims, Stored (*narrow)(From)) {
  auto owned = std::make_shared<std::vector<Stored>>();
  owned->reserve(values.size());
  for (From value : values) owned->push_back(narrow(value));
  SharedBytes data{std::as_bytes(std::span<const Stored>(*owned)), owned};
  return *Tensor::view(dtype, std::move(dims), std::move(data));
}

template <class Stored, class From>
Stored plain_narrow(From value) {
  if constexpr (std::is_floating_point_v<From> && std::is_integral_v<Stored>) {
    if (std::isnan(value)) return 0;
    if (value >= 0x1p63) return static_cast<Stored>(std::numeric_limits<int64_t>::max());
    if (value < -0x1p63) return static_cast<Stored>(std::numeric_limits<int64_t>::min());
    return static_cast<Stored>(static_cast<int64_t>(value));
  } else {
    return static_cast<Stored>(value);
  }
}

template <class From>
Tensor pack_nibbles(std::span<const From> values, DType dtype, Dims dims) {
  auto owned = std::make_shared<std::vector<uint8_t>>((values.size() + 1) / 2);
  for (size_t i = 0; i < values.size(); ++i) {
    int nibble = static_cast<int>(plain_narrow<int64_t, From>(values[i])) & 0xf;
    (*owned)[i / 2] = static_cast<uint8_t>((*owned)[i / 2] | nibble << (i % 2 == 0 ? 0 : 4));
  }
  SharedBytes data{std::as_bytes(std::span<const uint8_t>(*owned)), owned};
  return *Tensor::view(dtype, std::move(dims), std::move(data));
}

template <class From>
Tensor narrow(std::span<const From> v, DType dtype, Dims dims) {
  switch (dtype) {
    case DType::f32: return stored_as<float, From>(v, dtype, std::move(dims), plain_narrow<float, From>);
    case DType::f64: return stored_as<double, From>(v, dtype, std::move(dims), plain_narrow<double, From>);
    case DType::f16:
      return stored_as<uint16_t, From>(v, dtype, std::move(dims),
                                       [](From x) { return float_to_half(static_cast<float>(x)); });
    case DType::bf16:
      return stored_as<uint16_t, From>(v, dtype, std::move(dims),
                                       [](From x) { return float_to_bfloat16(static_cast<float>(x)); });
    case DType::boolean:
      return stored_as<uint8_t, From>(v, dtype, std::move(dims), [](From x) -> uint8_t { return x != 0; });
    case DType::i8: return stored_as<int8_t, From>(v, dtype, std::move(dims), plain_narrow<int8_t, From>);
    case DType::u8: return stored_as<uint8_t, From>(v, dtype, std::move(dims), plain_narrow<uint8_t, From>);
    case DType::i16: return stored_as<int16_t, From>(v, dtype, std::move(dims), plain_narrow<int16_t, From>);
    case DType::u16: return stored_as<uint16_t, From>(v, dtype, std::move(dims), plain_narrow<uint16_t, From>);
    case DType::i32: return stored_as<int32_t, From>(v, dtype, std::move(dims), plain_narrow<int32_t, From>);
    case DType::u32: return stored_as<uint32_t, From>(v, dtype, std::move(dims), plain_narrow<uint32_t, From>);
    case DType::i64: return stored_as<int64_t, From>(v, dtype, std::move(dims), plain_narrow<int64_t, From>);
    case DType::u64: return stored_as<uint64_t, From>(v, dtype, std::move(dims), plain_narrow<uint64_t, From>);
    case DType::i4:
    case DType::u4: return pack_nibbles<From>(v, dtype, std::move(dims));
  }
  return {};
}

}  // namespace

std::vector<float> Tensor::to_floats() const {
  if (dtype_ == DType::f32) return elements<float>();
  if (dtype_ != DType::f16) return convert_elements<float>(*this);
  std::vector<float> floats(static_cast<size_t>(count_));
  widen_halves(data_.bytes.data(), floats.data(), floats.size());
  return floats;
}

std::vector<double> Tensor::to_doubles() const { return convert_elements<double>(*this); }

Dims Tensor::to_ints() const { return convert_elements<int64_t>(*this); }

Result<Tensor> cast_tensor(const Tensor& tensor, DType dtype) {
  if (tensor.dtype() == dtype) return tensor;
  if (dtype == DType::f32) return Tensor::of<float>(tensor.to_floats(), tensor.dims());
  if (is_float(tensor.dtype())) {
    std::vector<double> values = tensor.to_doubles();
    return narrow<double>(values, dtype, tensor.dims());
  }
  Dims values = tensor.to_ints();
  return narrow<int64_t>(values, dtype, tensor.dims());
}

Tensor tensor_from_doubles(std::span<const double> values, DType dtype, Dims dims) {
  return narrow<double>(values, dtype, std::move(dims));
}

}  // namespace ponte::graph
