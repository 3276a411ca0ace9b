#pragma once
// Which numbers half precision holds as they are.

#include "graph/tensor.h"

namespace ponte::graph {

/// True when narrowing to half precision changes no element.
bool are_halves(const Tensor& tensor);

}  // namespace ponte::graph
