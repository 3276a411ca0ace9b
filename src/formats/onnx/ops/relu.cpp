#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_relu {

constinit extern const OnnxOp onnx_relu{.onnx = "Relu", .ir = "relu", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_relu
