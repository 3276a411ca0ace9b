#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_fill {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::string shape, node.input(0));
  const double value = node.attrs().number("value");
  TRY_ASSIGN(std::string element, node.constant_node(tensor_from_doubles({&value, 1}, node.output_fact().dtype, {}),
                                                     scope_of(node.node().name) + "/value"));
  node.bind(
      node.add("Fill", {shape, element}).type("T", node.output_type()).type("index_type", node.type()).out("output"));
  return {};
}

}  // namespace

constinit extern const TfOp op_fill{.name = "Fill", .ir = "constant_of_shape", .write = write};

}  // namespace ponte::saved_model::ops_fill
