#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_non_zero {

constinit extern const OnnxOp onnx_non_zero{
    .onnx = "NonZero", .ir = "non_zero", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_non_zero
