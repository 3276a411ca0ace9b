#include "formats/onnx/resizes.h"

namespace ponte::onnx::ops_upsample {

constinit extern const OnnxOp onnx_upsample{.onnx = "Upsample", .ir = "", .read = read_scaling, .write = nullptr};

}  // namespace ponte::onnx::ops_upsample
