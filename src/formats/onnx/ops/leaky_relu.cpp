#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_leaky_relu {

constinit extern const OnnxOp onnx_leaky_relu{
    .onnx = "LeakyRelu", .ir = "leaky_relu", .read = read_alpha, .write = write_alpha};

}  // namespace ponte::onnx::ops_leaky_relu
