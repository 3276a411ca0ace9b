#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_sub {

constinit extern const OnnxOp onnx_sub{
    .onnx = "Sub", .ir = "sub", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_sub
