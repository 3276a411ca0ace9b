#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_sigmoid {

constinit extern const OnnxOp onnx_sigmoid{
    .onnx = "Sigmoid", .ir = "sigmoid", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_sigmoid
