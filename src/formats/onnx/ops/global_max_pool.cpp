#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_global_max_pool {

constinit extern const OnnxOp onnx_global_max_pool{
    .onnx = "GlobalMaxPool", .ir = "global_max_pool", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_global_max_pool
