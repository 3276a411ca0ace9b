#pragma once
// Steps through the elements of a tensor in another one's order.

#include "graph/infer/infer.h"

namespace ponte::graph {

/// Gives, for each element of a tensor of `dims` in row-major order, an offset: the start plus coordinates times
/// strides. Strides may be 0 (broadcast) or negative.
class StridedIndex {
 public:
  StridedIndex(Dims dims, Dims strides, int64_t start = 0)
      : dims_(std::move(dims)), strides_(std::move(strides)), coordinates_(dims_.size(), 0), offset_(start) {}

  /// The coordinates of the element that next() will give.
  const Dims& coordinates() const { return coordinates_; }

  /// The offset of the present element; moves on to the next.
  int64_t next() {
    int64_t present = offset_;
    for (size_t axis = dims_.size(); axis-- > 0;) {
      offset_ += strides_[axis];
      if (++coordinates_[axis] < dims_[axis]) return present;
      offset_ -= strides_[axis] * dims_[axis];
      coordinates_[axis] = 0;
    }
    return present;
  }

 private:
  Dims dims_, strides_, coordinates_;
  int64_t offset_;
};

/// Strides of a tensor of `input` dims seen under broadcast dims `output`: 0 along broadcast axes.
inline Dims broadcast_strides(const Dims& input, const Dims& output) {
  Dims own = row_major_strides(input);
  Dims strides(output.size(), 0);
  size_t offset = output.size() - input.size();
  for (size_t i = 0; i < input.size(); ++i) strides[offset + i] = input[i] == 1 ? 0 : own[i];
  return strides;
}

}  // namespace ponte::graph
