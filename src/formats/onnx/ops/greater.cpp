#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_greater {

constinit extern const OnnxOp onnx_greater{
    .onnx = "Greater", .ir = "greater", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_greater
