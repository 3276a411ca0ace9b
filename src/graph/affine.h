#pragma once
// Affine quantization: an integer q stands for (q - zero) * scale.

#include <algorithm>
#include <cmath>

#include "graph/dtype.h"

namespace ponte::graph {

/// The numbers that an integer of `bits` bits has.
struct IntegerRange {
  double least, most;
};
inline IntegerRange integer_range(int bits, bool is_signed) {
  return {is_signed ? -std::ldexp(1.0, bits - 1) : 0, std::ldexp(1.0, is_signed ? bits - 1 : bits) - 1};
}
/// Of an integer dtype.
inline IntegerRange integer_range(DType dtype) {
  bool is_signed = dtype == DType::i4 || dtype == DType::i8 || dtype == DType::i16 || dtype == DType::i32;
  return integer_range(dtype_bits(dtype), is_signed);
}

/// value / scale to the nearest integer, halves to the even one, plus the zero point; saturates. The division is in
/// float, as runtimes do it. What is no number becomes the zero point.
inline double quantize(float value, float scale, double zero, IntegerRange range) {
  double rounded = std::nearbyint(value / scale) + zero;
  return std::isnan(rounded) ? zero : std::clamp(rounded, range.least, range.most);
}

inline float dequantize(float integer, float scale, float zero) { return (integer - zero) * scale; }

/// The scale of signed integers up to `most` that just holds a number of this size; 1 where there is none.
inline float symmetric_scale(float largest, float most) { return largest > 0 ? largest / most : 1.0f; }

}  // namespace ponte::graph
