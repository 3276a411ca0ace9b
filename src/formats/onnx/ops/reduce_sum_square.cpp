#include "formats/onnx/reductions.h"

namespace ponte {

constinit extern const OnnxOp onnx_reduce_sum_square{
    .onnx = "ReduceSumSquare", .ir = "reduce_sum_square", .read = read_reduction, .write = write_reduction};

}  // namespace ponte
