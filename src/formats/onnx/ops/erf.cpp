#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_erf {

constinit extern const OnnxOp onnx_erf{.onnx = "Erf", .ir = "erf", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_erf
