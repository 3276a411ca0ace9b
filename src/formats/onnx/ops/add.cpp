#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_add {

constinit extern const OnnxOp onnx_add{
    .onnx = "Add", .ir = "add", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_add
