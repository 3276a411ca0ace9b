#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_cast {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::string input, node.input(0));
  node.bind(node.add("Cast", {input}).type("SrcT", node.type()).type("DstT", node.output_type()).out("y"));
  return {};
}

}  // namespace

constinit extern const TfOp op_cast{.name = "Cast", .ir = "cast", .write = write, .output = "y"};

}  // namespace ponte::saved_model::ops_cast
