#pragma once
// BATCH_MATMUL turns the last two axes of what it multiplies by itself.

#include "graph/graph.h"
#include "uses/tflite.h"

namespace ponte::tflite {

/// True for a matmul that is written as BATCH_MATMUL: neither factor is a matrix of weights.
bool is_batch_product(const Graph& graph, const Node& node);

/// True for a transpose of the last two axes that only such products want: they do it, and it is not written.
bool is_adjoint(const Graph& graph, const Node& node);

}  // namespace ponte::tflite
