#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_hard_swish {

constinit extern const OnnxOp onnx_hard_swish{
    .onnx = "HardSwish", .ir = "hard_swish", .since = 14, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_hard_swish
