#include "formats/onnx/resizes.h"

namespace ponte {

constinit extern const OnnxOp onnx_upsample{.onnx = "Upsample", .ir = "", .read = read_scaling, .write = nullptr};

}  // namespace ponte
