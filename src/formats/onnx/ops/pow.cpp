#include "formats/onnx/plain.h"

namespace ponte {

constinit extern const OnnxOp onnx_pow{
    .onnx = "Pow", .ir = "pow", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte
