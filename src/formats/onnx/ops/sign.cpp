#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_sign {

constinit extern const OnnxOp onnx_sign{.onnx = "Sign", .ir = "sign", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_sign
