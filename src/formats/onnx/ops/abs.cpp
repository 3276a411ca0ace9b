#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_abs {

constinit extern const OnnxOp onnx_abs{.onnx = "Abs", .ir = "abs", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_abs
