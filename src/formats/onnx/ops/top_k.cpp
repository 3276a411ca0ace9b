#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_top_k {

namespace {

// The count was an attribute before opset 10.
Result<ValueId> count_of(NodeReader& node) {
  if (node.opset() >= 10) {
    if (!node.has_input(1)) return corrupt("TopK needs its count");
    return node.input(1);
  }
  TRY_ASSIGN(int64_t count, node.integer("k"));
  return node.add_constant(Tensor::ints({count}), "k");
}

Result<> read(NodeReader& node) {
  TRY_ASSIGN(ValueId count, count_of(node));
  TRY_ASSIGN(int64_t axis, node.axis("axis", -1));
  TRY_ASSIGN(bool largest, node.boolean("largest", true));
  TRY_ASSIGN(bool sorted, node.boolean("sorted", true));
  return node.emit("topk", {node.input(0), count}, {{"axis", axis}, {"largest", largest}, {"sorted", sorted}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.integer("axis", node.attrs().integer("axis"));
  node.boolean("largest", node.attrs().boolean("largest"));
  node.boolean("sorted", node.attrs().boolean("sorted"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_top_k{.onnx = "TopK", .ir = "topk", .read = read, .write = write};

}  // namespace ponte::onnx::ops_top_k
