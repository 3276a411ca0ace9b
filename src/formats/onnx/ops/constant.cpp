#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_constant {

namespace {

Result<Tensor> value_of(NodeReader& node) {
  if (node.has("value")) return node.tensor("value");
  if (node.has("value_int")) {
    TRY_ASSIGN(int64_t value, node.integer("value_int"));
    return Tensor::scalar(value);
  }
  if (node.has("value_ints")) {
    TRY_ASSIGN(Dims values, node.integers("value_ints"));
    return Tensor::ints(std::move(values));
  }
  if (node.has("value_float")) {
    TRY_ASSIGN(double value, node.number("value_float"));
    return Tensor::scalar(static_cast<float>(value));
  }
  if (node.has("value_floats")) {
    TRY_ASSIGN(std::vector<double> values, node.numbers("value_floats"));
    Dims dims{static_cast<int64_t>(values.size())};
    return tensor_from_doubles(values, DType::f32, std::move(dims));
  }
  return unsupported("a Constant that is neither a dense tensor nor a number is not supported");
}

Result<> read(NodeReader& node) {
  TRY_ASSIGN(Tensor tensor, value_of(node));
  return node.define(std::move(tensor));
}

}  // namespace

constinit extern const OnnxOp onnx_constant{.onnx = "Constant", .ir = "", .inputs = 0, .read = read, .write = nullptr};

}  // namespace ponte::onnx::ops_constant
