#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_sum {

namespace {

Result<> read(NodeReader& node) { return read_chain(node, "add"); }

}  // namespace

constinit extern const OnnxOp onnx_sum{.onnx = "Sum", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::onnx::ops_sum
