#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_one_hot {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(int64_t axis, node.axis("axis", -1, node.rank(0) + 1));
  return node.emit("one_hot", node.all_inputs(), {{"axis", axis}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.integer("axis", node.attrs().integer("axis"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_one_hot{
    .onnx = "OneHot", .ir = "one_hot", .inputs = 3, .read = read, .write = write};

}  // namespace ponte::onnx::ops_one_hot
