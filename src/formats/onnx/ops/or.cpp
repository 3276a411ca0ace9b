#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_or {

constinit extern const OnnxOp onnx_or{.onnx = "Or", .ir = "or", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_or
