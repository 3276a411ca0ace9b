#include "formats/onnx/plain.h"

namespace ponte {

constinit extern const OnnxOp onnx_ceil{.onnx = "Ceil", .ir = "ceil", .read = read_plain, .write = write_plain};

}  // namespace ponte
