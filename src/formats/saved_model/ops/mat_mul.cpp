#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_mat_mul {

namespace {

/// alpha a b + beta c.
Result<> write(OpWriter& node) {
  const Attrs& attrs = node.attrs();
  TRY_ASSIGN(std::string left, node.input(0));
  std::string right;
  if (node.constant(1)) {
    TRY_ASSIGN(right, node.weight(1, "matrix", attrs.boolean("transpose_b") ? Dims{1, 0} : Dims{0, 1}));
  } else {
    TRY_ASSIGN(right, node.input(1));
  }
  NodeDef& made = node.add_typed("MatMul", {left, right});
  made.boolean("transpose_a", attrs.boolean("transpose_a"));
  made.boolean("transpose_b", attrs.boolean("transpose_b") && !node.constant(1));
  std::string result = made.out("product");
  auto scaled = [&](const std::string& from, double factor) {
    return factor == 1 ? from : node.add_typed("Mul", {from, node.number(factor, node.type())}).out("z");
  };
  result = scaled(result, attrs.number("alpha"));
  if (node.has_input(2)) {
    bool is_bias = node.constant(2) && node.rank(2) == 1 && attrs.number("beta") == 1;
    std::string addend;
    if (is_bias) {
      TRY_ASSIGN(addend, node.weight(2, "bias", {0}));
    } else {
      TRY_ASSIGN(addend, node.input(2));
    }
    result = node.add_typed(is_bias ? "BiasAdd" : "AddV2", {result, scaled(addend, attrs.number("beta"))})
                 .out(is_bias ? "output" : "z");
  }
  node.bind(std::move(result));
  return {};
}

}  // namespace

constinit extern const TfOp op_mat_mul{.name = "MatMul", .ir = "gemm", .write = write, .output = "product"};

}  // namespace ponte::saved_model::ops_mat_mul
