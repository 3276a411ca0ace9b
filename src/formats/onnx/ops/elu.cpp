#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_elu {

constinit extern const OnnxOp onnx_elu{.onnx = "Elu", .ir = "elu", .read = read_alpha, .write = write_alpha};

}  // namespace ponte::onnx::ops_elu
