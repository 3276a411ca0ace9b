#pragma once
// Softmax and LogSoftmax.

#include "formats/onnx/plain.h"

namespace ponte::onnx {

Result<> read_softmax(NodeReader& node);
Result<> write_softmax(NodeWriter& node);

}  // namespace ponte::onnx
