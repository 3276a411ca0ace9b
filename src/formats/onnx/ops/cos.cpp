#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_cos {

constinit extern const OnnxOp onnx_cos{.onnx = "Cos", .ir = "cos", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_cos
