#include "formats/onnx/reductions.h"

namespace ponte::onnx::ops_reduce_log_sum_exp {

constinit extern const OnnxOp onnx_reduce_log_sum_exp{
    .onnx = "ReduceLogSumExp", .ir = "reduce_log_sum_exp", .read = read_reduction, .write = write_reduction};

}  // namespace ponte::onnx::ops_reduce_log_sum_exp
