#pragma once
// Builds HDF5 files of float32 datasets in memory, with libhdf5. Equal contents give equal bytes.

#include <functional>
#include <span>
#include <string>

#include "base/bytes.h"
#include "graph/shape.h"
#include "uses/hdf5.h"

namespace ponte::hdf5 {

struct NewDataset {
  std::string path;  ///< "layers/conv2d/vars/0"; the groups in front of the name are made as needed
  Dims dims;         ///< empty for a scalar
  /// Writes the elements, row-major, in their place in the file; the span has as many as dims say and holds zeros.
  /// Called once for each dataset that has elements, in the order of the list.
  std::function<Result<>(std::span<float>)> fill;
};

/// The bytes of a file with these datasets, contiguous and in this order, and with these groups beside those that the
/// paths name ("vars"). The data are never held twice. An error is that of a `fill`, or internal when the paths do not
/// make a tree.
Result<SharedBytes> write_hdf5(std::span<const NewDataset> datasets, std::span<const std::string> groups);

}  // namespace ponte::hdf5
