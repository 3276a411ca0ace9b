#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_range {

constinit extern const OnnxOp onnx_range{
    .onnx = "Range", .ir = "range", .inputs = 3, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_range
