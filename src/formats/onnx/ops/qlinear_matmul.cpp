#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_qlinear_matmul {

constinit extern const OnnxOp onnx_qlinear_matmul{
    .onnx = "QLinearMatMul", .ir = "qlinear_matmul", .inputs = 8, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_qlinear_matmul
