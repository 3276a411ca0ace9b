#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_less {

constinit extern const OnnxOp onnx_less{
    .onnx = "Less", .ir = "less", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_less
