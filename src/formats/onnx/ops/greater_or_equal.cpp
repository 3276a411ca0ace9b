#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_greater_or_equal {

constinit extern const OnnxOp onnx_greater_or_equal{
    .onnx = "GreaterOrEqual", .ir = "greater_equal", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_greater_or_equal
