#pragma once
// Scatter operators.

#include "formats/onnx/plain.h"

namespace ponte::onnx {

/// Writes the attribute `reduction`, which came with opset 16, and its values min and max with 18.
Result<> write_scatter_reduction(NodeWriter& node);

/// ScatterElements, and Scatter, its name before opset 11.
Result<> read_scatter_elements(NodeReader& node);

}  // namespace ponte::onnx
