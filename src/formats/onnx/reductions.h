#pragma once
// Reduce… operators.

#include "formats/onnx/plain.h"

namespace ponte::onnx {

Result<> read_reduction(NodeReader& node);
Result<> write_reduction(NodeWriter& node);

/// The attributes of a reduction, or none when there are no axes and the node does not reduce (noop_with_empty_axes).
Result<std::optional<Attrs>> read_reduction_attrs(NodeReader& node);

}  // namespace ponte::onnx
