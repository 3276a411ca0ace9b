#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_div {

constinit extern const OnnxOp onnx_div{
    .onnx = "Div", .ir = "div", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_div
