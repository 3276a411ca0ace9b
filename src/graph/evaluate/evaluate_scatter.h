#pragma once
// Evaluators that reach elements through index tuples.

#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph {

/// The last axis of `indices` holds index tuples into the axes of `dims` from `batch` on: where each tuple points, in
/// elements. The axes before `batch` are walked along with the indices.
Result<Dims> indexed_offsets(const Tensor& indices, const Dims& dims, size_t batch);

/// Input 0 with each element i of input 2 put in at target(i), by the attribute `reduction`.
Result<Tensors> scatter(const OpContext& context, const std::function<int64_t(int64_t)>& target);

}  // namespace ponte::graph
