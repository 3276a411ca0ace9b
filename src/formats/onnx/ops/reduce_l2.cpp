#include "formats/onnx/reductions.h"

namespace ponte::onnx::ops_reduce_l2 {

constinit extern const OnnxOp onnx_reduce_l2{
    .onnx = "ReduceL2", .ir = "reduce_l2", .read = read_reduction, .write = write_reduction};

}  // namespace ponte::onnx::ops_reduce_l2
