#include "formats/onnx/reductions.h"

namespace ponte::onnx::ops_reduce_sum {

constinit extern const OnnxOp onnx_reduce_sum{
    .onnx = "ReduceSum", .ir = "reduce_sum", .read = read_reduction, .write = write_reduction};

}  // namespace ponte::onnx::ops_reduce_sum
