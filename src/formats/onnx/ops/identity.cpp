#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_identity {

constinit extern const OnnxOp onnx_identity{
    .onnx = "Identity", .ir = "identity", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_identity
