#include <cmath>

#include "formats/saved_model/quantization.h"

namespace ponte::saved_model::ops_quantize {

namespace {

/// round(x / scale) + zero, halves to even, cut to what the type holds.
Result<> write(OpWriter& node) {
  DType to = node.output_fact().dtype;
  int bits = dtype_bits(to);
  bool is_signed = to == DType::i8 || to == DType::i16;
  if (bits > 16 || bits < 8) return unsupported("quantization to {}", dtype_name(to));
  TRY_ASSIGN(std::string scale, per_axis(node, 1));
  TRY_ASSIGN(std::string input, node.input(0));
  std::string number = node.add_typed("RealDiv", {input, scale}).out("z");
  number = node.add_typed("Round", {number}).out("y");
  if (node.has_input(2)) {
    TRY_ASSIGN(std::string zero, per_axis(node, 2));
    number = node.add_typed("AddV2", {number, zero}).out("z");
  }
  double steps = std::ldexp(1.0, bits), least = is_signed ? -steps / 2 : 0;
  number = node.add_typed("Maximum", {number, node.number(least, node.type())}).out("z");
  number = node.add_typed("Minimum", {number, node.number(least + steps - 1, node.type())}).out("z");
  node.bind(node.add("Cast", {number}).type("SrcT", node.type()).type("DstT", node.output_type()).out("y"));
  return {};
}

}  // namespace

constinit extern const TfOp op_quantize{.name = "Round", .ir = "quantize_linear", .write = write, .output = "y"};

}  // namespace ponte::saved_model::ops_quantize
