#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_atan {

constinit extern const OnnxOp onnx_atan{.onnx = "Atan", .ir = "atan", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_atan
