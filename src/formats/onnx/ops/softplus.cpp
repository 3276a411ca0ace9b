#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_softplus {

constinit extern const OnnxOp onnx_softplus{
    .onnx = "Softplus", .ir = "softplus", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_softplus
