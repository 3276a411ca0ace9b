#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_relu6 {

namespace {

/// clip(alpha x + beta, 0, 1) as a sixth of relu6.
Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::string input, node.input(0));
  std::string alpha = node.number(6 * node.attrs().number("alpha"), node.type());
  std::string scaled = node.add_typed("Mul", {input, alpha}).out("z");
  std::string beta = node.number(6 * node.attrs().number("beta"), node.type());
  std::string shifted = node.add_typed("AddV2", {scaled, beta}).out("z");
  std::string cut = node.add_typed("Relu6", {shifted}).out("activations");
  node.bind(node.add_typed("Mul", {cut, node.number(1.0 / 6, node.type())}).out("z"));
  return {};
}

}  // namespace

constinit extern const TfOp op_relu6{.name = "Relu6", .ir = "hard_sigmoid", .write = write, .output = "activations"};

}  // namespace ponte::saved_model::ops_relu6
