#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_dropout {

namespace {

// Does nothing but in training.
Result<> read(NodeReader& node) {
  node.ignore("ratio");
  node.ignore("seed");
  node.ignore_input(1);
  if (node.has_input(2)) {
    const Tensor* training = node.constant(2);
    if (!training || training->to_ints() != Dims{0}) return unsupported("Dropout in training mode is not supported");
  }
  return node.emit("identity", {node.input(0)});
}

}  // namespace

constinit extern const OnnxOp onnx_dropout{.onnx = "Dropout", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::onnx::ops_dropout
