#pragma once
// How far the outputs of two models are apart. Everything is computed in double precision.

#include <string>
#include <vector>

#include "graph/tensor.h"
#include "uses/measure.h"

namespace ponte::measure {

/// One output (or part of one) against its reference.
struct OutputParity {
  std::string name;
  Dims dims;                 ///< of what was compared
  double max_abs = 0;        ///< largest |difference|; infinite when a NaN or an infinity is on one side only
  double mean_abs = 0;       ///< over all elements
  double max_reference = 0;  ///< largest finite |reference|
  double cosine = 1;         ///< of the two as vectors, over elements finite on both sides; 1 when both are zero

  /// max_abs as a fraction of the largest reference value; 0 when nothing differs.
  double relative() const;
};

/// Compares element by element. NaN equals NaN, and an infinity equals itself. A check_failed error when dims differ.
Result<OutputParity> compare_tensors(const std::string& name, const Tensor& reference, const Tensor& candidate);

/// A range of one axis with a meaning of its own: the boxes, the scores.
struct Slice {
  std::string name;
  int64_t begin = 0;
  int64_t end = 0;
};

/// Compares each slice along `axis` by itself. Slices that do not lie within the axis are an internal error.
Result<std::vector<OutputParity>> compare_slices(const Tensor& reference, const Tensor& candidate, int64_t axis,
                                                 const std::vector<Slice>& slices);

}  // namespace ponte::measure
