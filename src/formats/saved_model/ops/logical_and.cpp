#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_logical_and {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::vector<std::string> inputs, node.inputs());
  node.bind(node.add("LogicalAnd", std::move(inputs)).out("z"));
  return {};
}

}  // namespace

constinit extern const TfOp op_logical_and{.name = "LogicalAnd", .ir = "and", .write = write};

}  // namespace ponte::saved_model::ops_logical_and
