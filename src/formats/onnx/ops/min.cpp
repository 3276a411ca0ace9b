#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_min {

namespace {

Result<> read(NodeReader& node) { return read_chain(node, "min"); }

}  // namespace

constinit extern const OnnxOp onnx_min{.onnx = "Min", .ir = "min", .read = read, .write = write_plain};

}  // namespace ponte::onnx::ops_min
