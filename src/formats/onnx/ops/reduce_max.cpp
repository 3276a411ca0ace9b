#include "formats/onnx/reductions.h"

namespace ponte::onnx::ops_reduce_max {

constinit extern const OnnxOp onnx_reduce_max{
    .onnx = "ReduceMax", .ir = "reduce_max", .read = read_reduction, .write = write_reduction};

}  // namespace ponte::onnx::ops_reduce_max
