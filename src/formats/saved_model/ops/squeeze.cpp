#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_squeeze {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::string input, node.input(0));
  node.finish({input}).integers("squeeze_dims", node.attrs().integers("axes"));
  return {};
}

}  // namespace

constinit extern const TfOp op_squeeze{.name = "Squeeze", .ir = "squeeze", .write = write};

}  // namespace ponte::saved_model::ops_squeeze
