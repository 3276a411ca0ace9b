#include "formats/onnx/arg_reductions.h"

namespace ponte::onnx::ops_argmin {

constinit extern const OnnxOp onnx_argmin{
    .onnx = "ArgMin", .ir = "argmin", .read = read_arg_reduction, .write = write_arg_reduction};

}  // namespace ponte::onnx::ops_argmin
