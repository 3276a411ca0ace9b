#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_range {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::vector<std::string> inputs, node.inputs());
  node.bind(node.add("Range", std::move(inputs)).type("Tidx", node.type()).out("output"));
  return {};
}

}  // namespace

constinit extern const TfOp op_range{.name = "Range", .ir = "range", .write = write};

}  // namespace ponte::saved_model::ops_range
