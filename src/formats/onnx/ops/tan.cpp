#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_tan {

constinit extern const OnnxOp onnx_tan{.onnx = "Tan", .ir = "tan", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_tan
