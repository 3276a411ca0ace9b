#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_mean {

namespace {

Result<> write(OpWriter& node) {
  if (node.node().is("reduce_mean")) return write_reduction(node);
  Dims axes;
  for (size_t axis = 1; axis + 1 < node.rank(); ++axis) axes.push_back(static_cast<int64_t>(axis));
  TRY_ASSIGN(std::string input, node.input(0));
  NodeDef& made = node.add_typed(node.node().is("global_max_pool") ? "Max" : "Mean", {input, node.ints(axes)});
  node.bind(made.type("Tidx", DataType::i32).boolean("keep_dims", true).out("output"));
  return {};
}

}  // namespace

constinit extern const TfOp op_mean{
    .name = "Mean", .ir = "reduce_mean global_average_pool global_max_pool", .write = write};

}  // namespace ponte::saved_model::ops_mean
