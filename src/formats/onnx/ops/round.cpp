#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_round {

constinit extern const OnnxOp onnx_round{.onnx = "Round", .ir = "round", .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_round
