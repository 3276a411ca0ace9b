#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_floor {

constinit extern const OnnxOp onnx_floor{.onnx = "Floor", .ir = "floor", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_floor
