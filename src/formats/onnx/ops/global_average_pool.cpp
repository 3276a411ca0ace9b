#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_global_average_pool {

constinit extern const OnnxOp onnx_global_average_pool{
    .onnx = "GlobalAveragePool", .ir = "global_average_pool", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_global_average_pool
