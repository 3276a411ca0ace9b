#pragma once
// Evaluators that move elements without looking at them, of any dtype. Callers have checked sizes and offsets.

#include <functional>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph {

/// out[c] = input[start + c * strides] for the coordinates c of each output element.
Tensor take_strided(const Tensor& input, Dims dims, Dims strides, int64_t start = 0);
/// out[i] = input[source(i)], called for i = 0, 1, ….
Tensor take(const Tensor& input, Dims dims, const std::function<int64_t(int64_t)>& source);
/// Parts of equal dims but for the axis, one after another along it.
Tensor join(std::span<const Tensor> parts, Dims dims, size_t axis);
/// The elements [begin, begin + size) along an axis.
Tensor part(const Tensor& input, size_t axis, int64_t begin, int64_t size);
/// The input with other axes in front.
Tensor transpose(const Tensor& input, const Dims& perm);
/// The input's elements under the dims that infer gives.
Result<Tensors> evaluate_view(const OpContext& context, Result<Facts> (*infer)(const OpContext&));

}  // namespace ponte::graph
