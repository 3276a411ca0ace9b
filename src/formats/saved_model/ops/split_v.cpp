#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_split_v {

namespace {

Result<> write(OpWriter& node) {
  const Dims& sizes = node.attrs().integers("sizes");
  TRY_ASSIGN(std::string input, node.input(0));
  NodeDef& made = node.add_typed("SplitV", {input, node.ints(sizes), node.integer(node.attrs().integer("axis"))});
  made.integer("num_split", static_cast<int64_t>(sizes.size())).type("Tlen", DataType::i32);
  for (size_t i = 0; i < sizes.size(); ++i) node.bind(made.out("output", i), i);
  return {};
}

}  // namespace

constinit extern const TfOp op_split_v{.name = "SplitV", .ir = "split", .write = write};

}  // namespace ponte::saved_model::ops_split_v
