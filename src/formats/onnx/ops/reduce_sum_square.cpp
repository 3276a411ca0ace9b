#include "formats/onnx/reductions.h"

namespace ponte::onnx::ops_reduce_sum_square {

constinit extern const OnnxOp onnx_reduce_sum_square{
    .onnx = "ReduceSumSquare", .ir = "reduce_sum_square", .read = read_reduction, .write = write_reduction};

}  // namespace ponte::onnx::ops_reduce_sum_square
