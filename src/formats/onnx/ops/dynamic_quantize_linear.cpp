#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_dynamic_quantize_linear {

constinit extern const OnnxOp onnx_dynamic_quantize_linear{
    .onnx = "DynamicQuantizeLinear", .ir = "dynamic_quantize_linear", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_dynamic_quantize_linear
