#include "formats/onnx/reductions.h"

namespace ponte::onnx::ops_reduce_prod {

constinit extern const OnnxOp onnx_reduce_prod{
    .onnx = "ReduceProd", .ir = "reduce_prod", .read = read_reduction, .write = write_reduction};

}  // namespace ponte::onnx::ops_reduce_prod
