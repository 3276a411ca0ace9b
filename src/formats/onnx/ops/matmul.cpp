#include "formats/onnx/plain.h"

namespace ponte {

constinit extern const OnnxOp onnx_matmul{
    .onnx = "MatMul", .ir = "matmul", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte
