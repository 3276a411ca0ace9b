#include "formats/saved_model/quantization.h"

namespace ponte::saved_model::ops_dequantize {

namespace {

/// (x - zero) scale. Those of constants a rule has made to numbers before.
Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::string scale, per_axis(node, 1));
  TRY_ASSIGN(std::string input, node.input(0));
  std::string number = node.add("Cast", {input}).type("SrcT", node.type()).type("DstT", DataType::f32).out("y");
  if (node.has_input(2)) {
    TRY_ASSIGN(std::string zero, per_axis(node, 2));
    number = node.add("Sub", {number, zero}).type("T", DataType::f32).out("z");
  }
  node.bind(node.add("Mul", {number, scale}).type("T", DataType::f32).out("z"));
  return {};
}

}  // namespace

constinit extern const TfOp op_dequantize{.name = "Mul", .ir = "dequantize_linear", .write = write, .output = "z"};

}  // namespace ponte::saved_model::ops_dequantize
