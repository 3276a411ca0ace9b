#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_neg {

constinit extern const OnnxOp onnx_neg{.onnx = "Neg", .ir = "neg", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_neg
