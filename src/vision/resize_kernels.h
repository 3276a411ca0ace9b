#pragma once
// The inner loops of linear resizing, once per instruction set; all give the same bits.
//
// OpenCV's 8-bit INTER_LINEAR is fixed point with weights of 11 bits: a row is first interpolated along x to 19 bits,
// of which 15 are kept, then two such rows along y with weights of 11 bits, and what is left is rounded to 8 bits.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "uses/vision.h"

namespace ponte::vision {

/// For each column of the result: where its left pixel starts in a source row, and both weights.
struct ResizeColumns {
  std::vector<int32_t> offsets;  ///< bytes, 3 * the left pixel's x
  std::vector<int32_t> weights;  ///< left weight in the low 16 bits, right weight in the high 16 bits
  size_t wide_loads = 0;         ///< how many columns, from the left, may read 8 bytes at their offset
  size_t plane_stride = 0;       ///< columns, rounded up to what the kernels write at once

  size_t count() const { return offsets.size(); }
};

/// The two rows interpolated along x that a row of the result lies between, as 15 bits, and their weights.
struct ResizeRows {
  const int16_t* upper;
  const int16_t* lower;
  int16_t upper_weight;
  int16_t lower_weight;
};

struct ResizeKernels {
  /// Source row (R, G, B interleaved) to three planes of plane_stride 15-bit values.
  void (*along_x)(const uint8_t* row, const ResizeColumns& columns, int16_t* planes);
  /// One plane of both rows to bytes. May write up to a multiple of 16 values, within plane_stride.
  void (*along_y_to_bytes)(const ResizeRows& rows, size_t count, uint8_t* out);
  /// The same, divided by 255. Writes exactly `count` values.
  void (*along_y_to_floats)(const ResizeRows& rows, size_t count, float* out);
  /// Both steps at once where every pixel of the result comes from 2 x 2 of the source, all with the same weight:
  /// `count` columns from two source rows, channel c to out + c * plane. The fixed point comes to (sum + 2) / 4.
  void (*halve_to_floats)(const uint8_t* upper, const uint8_t* lower, size_t count, float* out, size_t plane);
  /// Where nothing is resized: `count` columns of a source row, over 255.
  void (*split_to_floats)(const uint8_t* row, size_t count, float* out, size_t plane);
};

inline constexpr size_t kResizeStep = 16;

extern const ResizeKernels kScalarResizeKernels;

/// The fastest that this processor runs.
const ResizeKernels& best_resize_kernels();

}  // namespace ponte::vision
