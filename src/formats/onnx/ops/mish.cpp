#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_mish {

constinit extern const OnnxOp onnx_mish{
    .onnx = "Mish", .ir = "mish", .since = 18, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_mish
