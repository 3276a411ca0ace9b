#include "formats/onnx/arg_reductions.h"

namespace ponte::onnx::ops_argmax {

constinit extern const OnnxOp onnx_argmax{
    .onnx = "ArgMax", .ir = "argmax", .read = read_arg_reduction, .write = write_arg_reduction};

}  // namespace ponte::onnx::ops_argmax
