#pragma once
// GetItem: parts of a tensor.

#include "formats/keras/write/layer_writer.h"

namespace ponte::keras {

/// The elements begin, begin + step, … before end of an axis; null for an open end.
struct AxisSlice {
  int64_t axis;
  std::optional<int64_t> begin, end;
  int64_t step = 1;
};

/// The key of a GetItem that slices these axes of a tensor of `rank` axes.
std::string slice_key(std::vector<AxisSlice> slices, size_t rank);

}  // namespace ponte::keras
