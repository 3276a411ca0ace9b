#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_constant_of_shape {

namespace {

Result<> read(NodeReader& node) {
  Tensor value = Tensor::scalar(0.0f);
  if (node.has("value")) {
    TRY_ASSIGN(value, node.tensor("value"));
  }
  if (value.count() != 1) return corrupt("ConstantOfShape with a value of {} elements", value.count());
  return node.emit("constant_of_shape", {node.input(0)}, {{"value", value.to_doubles()[0]}, {"to", value.dtype()}});
}

Result<> write(NodeWriter& node) {
  node.input(0);
  double value = node.attrs().number("value");
  node.tensor("value", tensor_from_doubles({&value, 1}, node.attrs().dtype("to"), {1}));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_constant_of_shape{
    .onnx = "ConstantOfShape", .ir = "constant_of_shape", .read = read, .write = write};

}  // namespace ponte::onnx::ops_constant_of_shape
