#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_flatten {

namespace {

Result<> read(NodeReader& node) {
  // The axis may lie behind the last one: everything in one column.
  TRY_ASSIGN(int64_t axis, node.integer("axis", 1));
  int64_t rank = static_cast<int64_t>(node.rank(0));
  if (axis < -rank || axis > rank) return corrupt("axis {} does not fit rank {}", axis, rank);
  return node.emit("flatten", {node.input(0)}, {{"axis", axis < 0 ? axis + rank : axis}});
}

Result<> write(NodeWriter& node) {
  node.input(0);
  node.integer("axis", node.attrs().integer("axis"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_flatten{.onnx = "Flatten", .ir = "flatten", .read = read, .write = write};

}  // namespace ponte::onnx::ops_flatten
