#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_one_hot {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(Dims depth, node.need_ints(1, "a depth"));
  TRY_ASSIGN(Tensor values, node.need_constant(2, "values"));
  TRY_ASSIGN(std::string indices, node.input(0));
  std::string scope = scope_of(node.node().name);
  std::vector<double> both = values.to_doubles();
  TRY_ASSIGN(std::string off,
             node.constant_node(tensor_from_doubles({&both[0], 1}, values.dtype(), {}), scope + "/off"));
  TRY_ASSIGN(std::string on, node.constant_node(tensor_from_doubles({&both[1], 1}, values.dtype(), {}), scope + "/on"));
  NodeDef& made = node.add("OneHot", {indices, node.integer(depth[0]), on, off});
  made.type("T", node.output_type()).type("TI", node.type()).integer("axis", node.attrs().integer("axis"));
  node.bind(made.out("output"));
  return {};
}

}  // namespace

constinit extern const TfOp op_one_hot{.name = "OneHot", .ir = "one_hot", .write = write};

}  // namespace ponte::saved_model::ops_one_hot
