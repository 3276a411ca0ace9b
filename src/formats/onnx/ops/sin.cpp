#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_sin {

constinit extern const OnnxOp onnx_sin{.onnx = "Sin", .ir = "sin", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_sin
