#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_xor {

constinit extern const OnnxOp onnx_xor{
    .onnx = "Xor", .ir = "xor", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_xor
