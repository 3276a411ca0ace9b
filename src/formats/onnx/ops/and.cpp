#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_and {

constinit extern const OnnxOp onnx_and{
    .onnx = "And", .ir = "and", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_and
