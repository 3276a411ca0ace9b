#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_sqrt {

constinit extern const OnnxOp onnx_sqrt{.onnx = "Sqrt", .ir = "sqrt", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_sqrt
