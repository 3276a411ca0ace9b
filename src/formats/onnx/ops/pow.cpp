#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_pow {

constinit extern const OnnxOp onnx_pow{
    .onnx = "Pow", .ir = "pow", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_pow
