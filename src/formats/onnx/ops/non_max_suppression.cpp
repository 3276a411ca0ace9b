#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_non_max_suppression {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(bool center_point_box, node.boolean("center_point_box", false));
  return node.emit("non_max_suppression", node.all_inputs(), {{"center_point_box", center_point_box}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.boolean("center_point_box", node.attrs().boolean("center_point_box"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_non_max_suppression{
    .onnx = "NonMaxSuppression", .ir = "non_max_suppression", .inputs = 2, .read = read, .write = write};

}  // namespace ponte::onnx::ops_non_max_suppression
