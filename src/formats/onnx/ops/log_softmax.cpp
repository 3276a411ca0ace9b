#include "formats/onnx/softmaxes.h"

namespace ponte::onnx::ops_log_softmax {

constinit extern const OnnxOp onnx_log_softmax{
    .onnx = "LogSoftmax", .ir = "log_softmax", .since = 13, .read = read_softmax, .write = write_softmax};

}  // namespace ponte::onnx::ops_log_softmax
