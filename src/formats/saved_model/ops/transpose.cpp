#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_transpose {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::string input, node.input(0));
  node.finish({input, node.ints(node.attrs().integers("perm"))}).type("Tperm", DataType::i32);
  return {};
}

}  // namespace

constinit extern const TfOp op_transpose{.name = "Transpose", .ir = "transpose", .write = write, .output = "y"};

}  // namespace ponte::saved_model::ops_transpose
