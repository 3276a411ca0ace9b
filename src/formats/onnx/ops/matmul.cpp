#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_matmul {

constinit extern const OnnxOp onnx_matmul{
    .onnx = "MatMul", .ir = "matmul", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_matmul
