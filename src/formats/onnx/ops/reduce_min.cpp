#include "formats/onnx/reductions.h"

namespace ponte::onnx::ops_reduce_min {

constinit extern const OnnxOp onnx_reduce_min{
    .onnx = "ReduceMin", .ir = "reduce_min", .read = read_reduction, .write = write_reduction};

}  // namespace ponte::onnx::ops_reduce_min
