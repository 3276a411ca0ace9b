#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_prelu {

constinit extern const OnnxOp onnx_prelu{
    .onnx = "PRelu", .ir = "prelu", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_prelu
