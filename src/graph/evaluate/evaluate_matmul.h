#pragma once
// Matrix products of constants, meant for small ones.

#include "graph/evaluate/evaluate.h"

namespace ponte::graph {

/// The product under numpy's rules, with the axes that vectors are widened by left in. An error above 2^28
/// multiplications.
Result<Tensor> matrix_product(const Tensor& a, const Tensor& b);

}  // namespace ponte::graph
