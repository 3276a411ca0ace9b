#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_cumsum {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(Dims axis, node.need_ints(1, "an axis"));
  TRY_ASSIGN(std::string input, node.input(0));
  node.bind(node.add_typed("Cumsum", {input, node.integer(axis[0])})
                .type("Tidx", DataType::i32)
                .boolean("exclusive", node.attrs().boolean("exclusive"))
                .boolean("reverse", node.attrs().boolean("reverse"))
                .out("out"));
  return {};
}

}  // namespace

constinit extern const TfOp op_cumsum{.name = "Cumsum", .ir = "cum_sum", .write = write, .output = "out"};

}  // namespace ponte::saved_model::ops_cumsum
