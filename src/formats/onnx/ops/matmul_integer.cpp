#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_matmul_integer {

constinit extern const OnnxOp onnx_matmul_integer{
    .onnx = "MatMulInteger", .ir = "matmul_integer", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_matmul_integer
