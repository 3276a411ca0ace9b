#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_where {

constinit extern const OnnxOp onnx_where{
    .onnx = "Where", .ir = "where", .inputs = 3, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_where
