#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_prelu {

namespace {

/// relu(x) + slope min(x, 0): TensorFlow has no operator for it.
Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::string x, node.input(0));
  TRY_ASSIGN(std::string slope, node.input(1));
  std::string above = node.add_typed("Relu", {x}).out("activations");
  std::string below = node.add_typed("Minimum", {x, node.number(0, node.type())}).out("z");
  std::string bent = node.add_typed("Mul", {below, slope}).out("z");
  node.bind(node.add_typed("AddV2", {above, bent}).out("z"));
  return {};
}

}  // namespace

constinit extern const TfOp op_prelu{.name = "Relu", .ir = "prelu", .write = write, .output = "activations"};

}  // namespace ponte::saved_model::ops_prelu
