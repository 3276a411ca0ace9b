#include "formats/onnx/plain.h"

namespace ponte {

constinit extern const OnnxOp onnx_tanh{.onnx = "Tanh", .ir = "tanh", .read = read_plain, .write = write_plain};

}  // namespace ponte
