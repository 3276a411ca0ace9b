#include "formats/onnx/plain.h"

namespace ponte {

constinit extern const OnnxOp onnx_expand{
    .onnx = "Expand", .ir = "expand", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte
