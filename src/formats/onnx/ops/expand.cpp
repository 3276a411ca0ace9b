#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_expand {

constinit extern const OnnxOp onnx_expand{
    .onnx = "Expand", .ir = "expand", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_expand
