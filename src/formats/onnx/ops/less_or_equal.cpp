#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_less_or_equal {

constinit extern const OnnxOp onnx_less_or_equal{
    .onnx = "LessOrEqual", .ir = "less_equal", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_less_or_equal
