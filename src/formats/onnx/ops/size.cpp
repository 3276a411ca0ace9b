#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_size {

constinit extern const OnnxOp onnx_size{.onnx = "Size", .ir = "size", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_size
