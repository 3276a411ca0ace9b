#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_mul {

constinit extern const OnnxOp onnx_mul{
    .onnx = "Mul", .ir = "mul", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_mul
