#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_log {

constinit extern const OnnxOp onnx_log{.onnx = "Log", .ir = "log", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_log
