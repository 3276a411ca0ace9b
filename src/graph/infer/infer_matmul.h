#pragma once
// Matrix products with numpy's rules: vectors are widened, leading axes broadcast.

#include "graph/infer/infer.h"

namespace ponte::graph {

/// The shape of the product of inputs `a` and `b`.
Result<Shape> multiply(const OpContext& context, size_t a, size_t b);
/// Output elements times the length of input 0's last axis.
int64_t matmul_cost(const OpContext& context, const Shape& output);

}  // namespace ponte::graph
