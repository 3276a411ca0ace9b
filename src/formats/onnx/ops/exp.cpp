#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_exp {

constinit extern const OnnxOp onnx_exp{.onnx = "Exp", .ir = "exp", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_exp
