#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_concat {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(int64_t axis, node.axis("axis"));
  return node.emit("concat", node.all_inputs(), {{"axis", axis}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.integer("axis", node.attrs().integer("axis"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_concat{.onnx = "Concat", .ir = "concat", .read = read, .write = write};

}  // namespace ponte::onnx::ops_concat
