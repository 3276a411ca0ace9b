#pragma once
// What slice takes of each axis.

#include "graph/infer/infer.h"

namespace ponte::graph {

/// start, end and step of one axis as the inputs give them: negative ones count from the end.
struct SliceRange {
  Dim start{0}, end, step{1};
  bool whole = false;  // the axis is not sliced
};

/// One per axis of input 0.
Result<std::vector<SliceRange>> slice_ranges(const OpContext& context);

/// The elements begin, begin + step, … of an axis.
struct Cut {
  int64_t begin = 0, step = 1, count = 0;
};
/// The cut of an axis of that size; none when not all is known.
std::optional<Cut> resolve_range(const SliceRange& range, const Dim& size);

/// The size that is left of an axis.
Dim slice_size(const SliceRange& range, const Dim& size);

}  // namespace ponte::graph
