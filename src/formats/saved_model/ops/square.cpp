#include "formats/saved_model/simple_ops.h"

namespace ponte::saved_model::ops_square {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::string input, node.input(0));
  std::string each = node.add_typed(node.node().is("reduce_l1") ? "Abs" : "Square", {input}).out("y");
  TRY_ASSIGN(std::string result, reduce(node, "Sum", std::move(each)));
  if (node.node().is("reduce_l2")) result = node.add_typed("Sqrt", {result}).out("y");
  node.bind(std::move(result));
  return {};
}

}  // namespace

constinit extern const TfOp op_square{
    .name = "Square", .ir = "reduce_sum_square reduce_l2 reduce_l1", .write = write, .output = "y"};

}  // namespace ponte::saved_model::ops_square
