#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_max {

namespace {

Result<> read(NodeReader& node) { return read_chain(node, "max"); }

}  // namespace

constinit extern const OnnxOp onnx_max{.onnx = "Max", .ir = "max", .read = read, .write = write_plain};

}  // namespace ponte::onnx::ops_max
