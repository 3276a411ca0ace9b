#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_layer_normalization {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(int64_t axis, node.axis("axis", -1));
  TRY_ASSIGN(double epsilon, node.number("epsilon", 1e-5));
  TRY(node.only("stash_type", kFloat));
  return node.emit("layer_norm", node.all_inputs(), {{"axis", axis}, {"epsilon", epsilon}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.integer("axis", node.attrs().integer("axis"));
  node.number("epsilon", node.attrs().number("epsilon"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_layer_normalization{
    .onnx = "LayerNormalization", .ir = "layer_norm", .inputs = 2, .since = 17, .read = read, .write = write};

}  // namespace ponte::onnx::ops_layer_normalization
