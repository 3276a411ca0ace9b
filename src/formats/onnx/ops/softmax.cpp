#include "formats/onnx/softmaxes.h"

namespace ponte::onnx::ops_softmax {

constinit extern const OnnxOp onnx_softmax{
    .onnx = "Softmax", .ir = "softmax", .since = 13, .read = read_softmax, .write = write_softmax};

}  // namespace ponte::onnx::ops_softmax
