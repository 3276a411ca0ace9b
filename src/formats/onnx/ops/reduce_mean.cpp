#include "formats/onnx/reductions.h"

namespace ponte::onnx::ops_reduce_mean {

constinit extern const OnnxOp onnx_reduce_mean{
    .onnx = "ReduceMean", .ir = "reduce_mean", .read = read_reduction, .write = write_reduction};

}  // namespace ponte::onnx::ops_reduce_mean
