#pragma once
// ArgMax and ArgMin.

#include "formats/onnx/plain.h"

namespace ponte::onnx {

Result<> read_arg_reduction(NodeReader& node);
Result<> write_arg_reduction(NodeWriter& node);

}  // namespace ponte::onnx
