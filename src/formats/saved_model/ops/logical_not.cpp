#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_logical_not {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::vector<std::string> inputs, node.inputs());
  node.bind(node.add("LogicalNot", std::move(inputs)).out("y"));
  return {};
}

}  // namespace

constinit extern const TfOp op_logical_not{.name = "LogicalNot", .ir = "not", .write = write};

}  // namespace ponte::saved_model::ops_logical_not
