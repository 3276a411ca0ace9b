#pragma once
// Element types of values.

#include <cstdint>
#include <optional>
#include <string_view>

#include "uses/graph.h"

namespace ponte::graph {

enum class DType : uint8_t { f32, f16, bf16, f64, i8, u8, i16, u16, i32, u32, i64, u64, boolean, i4, u4 };

/// "f32", "i64", "bool", …: as the text form has it.
std::string_view dtype_name(DType dtype);
std::optional<DType> dtype_from_name(std::string_view name);

/// Bits of one element: 4 for i4 and u4, which are packed two to a byte, low half first.
int dtype_bits(DType dtype);

bool is_float(DType dtype);
bool is_integer(DType dtype);  // not boolean

template <class T>
inline constexpr bool always_false = false;

/// The DType whose elements are stored as T.
template <class T>
constexpr DType dtype_of() {
  if constexpr (std::is_same_v<T, float>)
    return DType::f32;
  else if constexpr (std::is_same_v<T, double>)
    return DType::f64;
  else if constexpr (std::is_same_v<T, int8_t>)
    return DType::i8;
  else if constexpr (std::is_same_v<T, uint8_t>)
    return DType::u8;
  else if constexpr (std::is_same_v<T, int16_t>)
    return DType::i16;
  else if constexpr (std::is_same_v<T, uint16_t>)
    return DType::u16;
  else if constexpr (std::is_same_v<T, int32_t>)
    return DType::i32;
  else if constexpr (std::is_same_v<T, uint32_t>)
    return DType::u32;
  else if constexpr (std::is_same_v<T, int64_t>)
    return DType::i64;
  else if constexpr (std::is_same_v<T, uint64_t>)
    return DType::u64;
  else if constexpr (std::is_same_v<T, bool>)
    return DType::boolean;
  else
    static_assert(always_false<T>, "no DType stores this type");
}

}  // namespace ponte::graph
