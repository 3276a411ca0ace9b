#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_ceil {

constinit extern const OnnxOp onnx_ceil{.onnx = "Ceil", .ir = "ceil", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_ceil
