#pragma once
// Sixteen-bit floats. Widening is exact; narrowing rounds to nearest, ties to even.

#include <bit>
#include <cstddef>
#include <cstdint>

namespace ponte::base {

/// IEEE binary16 to binary32.
constexpr float half_to_float(uint16_t half) {
  uint32_t sign = uint32_t{half & 0x8000u} << 16;
  uint32_t exponent = (half >> 10) & 0x1f;
  uint32_t mantissa = half & 0x3ff;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000u | (mantissa << 13));
  if (exponent != 0) return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
  // Subnormal halves are multiples of 2^-24, exact in binary32.
  float magnitude = static_cast<float>(mantissa) * 0x1p-24f;
  return std::bit_cast<float>(std::bit_cast<uint32_t>(magnitude) | sign);
}

/// IEEE binary32 to binary16.
constexpr uint16_t float_to_half(float value) {
  uint32_t bits = std::bit_cast<uint32_t>(value);
  uint16_t sign = static_cast<uint16_t>((bits >> 16) & 0x8000u);
  uint32_t magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u) return sign | 0x7e00u;
  if (magnitude >= 0x477ff000u) return sign | 0x7c00u;  // 65520 and above round to infinity
  if (magnitude < 0x38800000u) {
    // Adding 2^-1 puts the unit in the last place of the sum at 2^-24, the step of subnormal halves.
    float shifted = std::bit_cast<float>(magnitude) + 0.5f;
    return sign | static_cast<uint16_t>(std::bit_cast<uint32_t>(shifted) - 0x3f000000u);
  }
  uint32_t rounded = magnitude + 0xfffu + ((magnitude >> 13) & 1u) - 0x38000000u;
  return sign | static_cast<uint16_t>(rounded >> 13);
}

/// bfloat16 to binary32.
constexpr float bfloat16_to_float(uint16_t value) { return std::bit_cast<float>(uint32_t{value} << 16); }

/// binary32 to bfloat16.
constexpr uint16_t float_to_bfloat16(float value) {
  uint32_t bits = std::bit_cast<uint32_t>(value);
  if ((bits & 0x7fffffffu) > 0x7f800000u) return static_cast<uint16_t>((bits >> 16) | 0x40u);
  return static_cast<uint16_t>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

/// Widens `count` halves; uses the processor's own conversion where it has one. Neither side need be aligned.
void widen_halves(const void* halves, float* floats, size_t count);
/// The other way; which NaN comes of a NaN is open.
void narrow_floats(const void* floats, uint16_t* halves, size_t count);
/// True when narrowing changes none of the numbers.
bool are_all_halves(const void* floats, size_t count);

}  // namespace ponte::base
