#include "formats/onnx/reductions.h"

namespace ponte::onnx::ops_reduce_l1 {

constinit extern const OnnxOp onnx_reduce_l1{
    .onnx = "ReduceL1", .ir = "reduce_l1", .read = read_reduction, .write = write_reduction};

}  // namespace ponte::onnx::ops_reduce_l1
