#include "formats/onnx/plain.h"

namespace ponte {

constinit extern const OnnxOp onnx_sign{.onnx = "Sign", .ir = "sign", .read = read_plain, .write = write_plain};

}  // namespace ponte
