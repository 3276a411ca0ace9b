#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_tanh {

constinit extern const OnnxOp onnx_tanh{.onnx = "Tanh", .ir = "tanh", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_tanh
