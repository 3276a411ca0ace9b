#include "formats/onnx/reductions.h"

namespace ponte {

constinit extern const OnnxOp onnx_reduce_prod{
    .onnx = "ReduceProd", .ir = "reduce_prod", .read = read_reduction, .write = write_reduction};

}  // namespace ponte
