#pragma once
// One column at a time; also the ends of rows for the wide kernels.

#include "vision/resize_kernels.h"

namespace ponte::vision {

inline void scalar_along_x(const uint8_t* row, const ResizeColumns& columns, size_t from, int16_t* planes) {
  for (size_t x = from; x < columns.count(); ++x) {
    const uint8_t* left = row + columns.offsets[x];
    int left_weight = columns.weights[x] & 0xffff, right_weight = columns.weights[x] >> 16;
    // The last pixel has no neighbour, and a right weight of zero.
    const uint8_t* right = right_weight == 0 ? left : left + 3;
    for (size_t c = 0; c < 3; ++c) {
      int value = left[c] * left_weight + right[c] * right_weight;
      planes[c * columns.plane_stride + x] = static_cast<int16_t>(value >> 4);
    }
  }
}

inline int scalar_along_y(const ResizeRows& rows, size_t x) {
  int upper = rows.upper[x] * rows.upper_weight >> 16, lower = rows.lower[x] * rows.lower_weight >> 16;
  return (upper + lower + 2) >> 2;
}

inline void scalar_split_to_floats(const uint8_t* row, size_t from, size_t count, float* out, size_t plane) {
  for (size_t x = from; x < count; ++x)
    for (size_t c = 0; c < 3; ++c) out[c * plane + x] = static_cast<float>(row[3 * x + c]) / 255.0f;
}

inline void scalar_halve_to_floats(const uint8_t* upper, const uint8_t* lower, size_t from, size_t count, float* out,
                                   size_t plane) {
  for (size_t x = from; x < count; ++x) {
    for (size_t c = 0; c < 3; ++c) {
      size_t left = 6 * x + c, right = left + 3;
      int sum = upper[left] + upper[right] + lower[left] + lower[right];
      out[c * plane + x] = static_cast<float>((sum + 2) >> 2) / 255.0f;
    }
  }
}

}  // namespace ponte::vision
