#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_not {

constinit extern const OnnxOp onnx_not{.onnx = "Not", .ir = "not", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_not
