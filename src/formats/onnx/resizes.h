#pragma once
// Resizing before opset 11: by scales alone, with an output pixel at the input position output / scale.

#include "formats/onnx/plain.h"

namespace ponte::onnx {

/// Upsample (7, 9), and Resize (10), which may also shrink.
Result<> read_scaling(NodeReader& node);

}  // namespace ponte::onnx
