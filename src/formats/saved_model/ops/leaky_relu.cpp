#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_leaky_relu {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::string input, node.input(0));
  node.finish({input}).number("alpha", node.attrs().number("alpha"));
  return {};
}

}  // namespace

constinit extern const TfOp op_leaky_relu{
    .name = "LeakyRelu", .ir = "leaky_relu", .write = write, .output = "activations"};

}  // namespace ponte::saved_model::ops_leaky_relu
