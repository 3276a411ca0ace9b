#include "formats/onnx/softmaxes.h"

namespace ponte::onnx {

namespace {

// Before opset 13 the input was seen as a matrix, whose rows are all axes from `axis` on.
Result<> read_flattening(NodeReader& node) {
  TRY_ASSIGN(int64_t axis, node.axis("axis", 1));
  const Shape& shape = node.shape(0);
  bool one_axis = std::all_of(shape.begin() + axis + 1, shape.end(), [](const Dim& dim) { return dim == Dim(1); });
  if (one_axis) return node.emit(node.op().ir, {node.input(0)}, {{"axis", axis}});
  ValueId x = node.input(0);
  TRY_ASSIGN(ValueId sizes, node.add("shape", {x}, {}, "shape"));
  TRY_ASSIGN(ValueId matrix, node.add("flatten", {x}, {{"axis", axis}}, "flat"));
  TRY_ASSIGN(ValueId rows, node.add(node.op().ir, {matrix}, {{"axis", int64_t{1}}}, "rows"));
  return node.emit("reshape", {rows, sizes});
}

}  // namespace

Result<> read_softmax(NodeReader& node) {
  if (node.opset() < 13) return read_flattening(node);
  TRY_ASSIGN(int64_t axis, node.axis("axis", -1));
  return node.emit(node.op().ir, {node.input(0)}, {{"axis", axis}});
}

Result<> write_softmax(NodeWriter& node) {
  node.input(0);
  node.integer("axis", node.attrs().integer("axis"));
  return {};
}

}  // namespace ponte::onnx
