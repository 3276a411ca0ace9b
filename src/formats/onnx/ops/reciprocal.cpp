#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_reciprocal {

constinit extern const OnnxOp onnx_reciprocal{
    .onnx = "Reciprocal", .ir = "reciprocal", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_reciprocal
