#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_gather_elements {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(int64_t axis, node.axis("axis", 0));
  return node.emit(node.op().ir, node.all_inputs(), {{"axis", axis}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.integer("axis", node.attrs().integer("axis"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_gather_elements{
    .onnx = "GatherElements", .ir = "gather_elements", .inputs = 2, .read = read, .write = write};

}  // namespace ponte::onnx::ops_gather_elements
