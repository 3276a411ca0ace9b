#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_equal {

constinit extern const OnnxOp onnx_equal{
    .onnx = "Equal", .ir = "equal", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_equal
