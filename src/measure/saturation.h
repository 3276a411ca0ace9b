#pragma once
// What x86-64 processors without VNNI make of products of integers, on any processor.

#include "graph/graph.h"
#include "uses/measure.h"

namespace ponte::measure {

/// Whether a graph computes in integers somewhere.
bool has_integer_arithmetic(const Graph& graph);

/// Whether use_exact_arithmetic() has something to do: an engine without its optimiser computes all else exactly.
bool has_inexact_operators(const Graph& graph);

/// Makes the operators on integers that engines have kernels for into operators on floats, which are exact.
Result<> use_exact_arithmetic(Graph& graph);

/// Adds to every product of bytes (graph/byte_products.h) what saturation takes from it, then the same as
/// use_exact_arithmetic(). Run without an optimiser it gives what ONNX Runtime's kernels give without VNNI.
/// `unsupported` when there are more pairs that can saturate than can be followed one by one.
Result<> use_saturating_arithmetic(Graph& graph);

}  // namespace ponte::measure
