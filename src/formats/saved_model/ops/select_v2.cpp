#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_select_v2 {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::vector<std::string> inputs, node.inputs());
  node.bind(node.add("SelectV2", std::move(inputs)).type("T", node.output_type()).out("output"));
  return {};
}

}  // namespace

constinit extern const TfOp op_select_v2{.name = "SelectV2", .ir = "where", .write = write};

}  // namespace ponte::saved_model::ops_select_v2
