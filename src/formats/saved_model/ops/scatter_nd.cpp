#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_scatter_nd {

namespace {

Result<> write(OpWriter& node) {
  const std::string& reduction = node.attrs().text("reduction");
  if (reduction != "none" && reduction != "add") return unsupported("scatter_nd with {}", reduction);
  TRY_ASSIGN(std::vector<std::string> inputs, node.inputs());
  NodeDef& made = node.add(reduction == "add" ? "TensorScatterAdd" : "TensorScatterUpdate", std::move(inputs));
  node.bind(made.type("T", node.type()).type("Tindices", node.type(1)).out("output"));
  return {};
}

}  // namespace

constinit extern const TfOp op_scatter_nd{.name = "TensorScatterUpdate", .ir = "scatter_nd", .write = write};

}  // namespace ponte::saved_model::ops_scatter_nd
