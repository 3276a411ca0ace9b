#pragma once
// Lists of axes, which ONNX has moved from attributes to inputs over time.

#include "formats/onnx/node_reader.h"

namespace ponte::onnx {

/// The attribute `axes` or input 1, whichever is there, sorted, distinct and non-negative, for a tensor of `rank` axes;
/// none when neither is.
Result<std::optional<Dims>> read_axes(NodeReader& node, size_t rank);

}  // namespace ponte::onnx
