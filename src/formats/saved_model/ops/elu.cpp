#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_elu {

namespace {

Result<> write(OpWriter& node) {
  if (node.attrs().number("alpha") != 1) return unsupported("elu with another alpha than 1");
  TRY_ASSIGN(std::string input, node.input(0));
  node.finish({input});
  return {};
}

}  // namespace

constinit extern const TfOp op_elu{.name = "Elu", .ir = "elu", .write = write, .output = "activations"};

}  // namespace ponte::saved_model::ops_elu
