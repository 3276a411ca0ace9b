#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_reshape {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(bool allow_zero, node.boolean("allowzero", false));
  return node.emit("reshape", node.all_inputs(), {{"allow_zero", allow_zero}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  if (node.attrs().boolean("allow_zero")) {
    TRY(node.need_opset(14, "reshape with allow_zero"));
    node.boolean("allowzero", true);
  }
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_reshape{
    .onnx = "Reshape", .ir = "reshape", .inputs = 2, .read = read, .write = write};

}  // namespace ponte::onnx::ops_reshape
