#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_gather_nd {

namespace {

Result<> write(OpWriter& node) {
  if (node.attrs().integer("batch_dims") != 0) return unsupported("gather_nd with batch axes");
  TRY_ASSIGN(std::vector<std::string> inputs, node.inputs());
  node.bind(node.add("GatherNd", std::move(inputs))
                .type("Tparams", node.type())
                .type("Tindices", node.type(1))
                .out("output"));
  return {};
}

}  // namespace

constinit extern const TfOp op_gather_nd{.name = "GatherNd", .ir = "gather_nd", .write = write};

}  // namespace ponte::saved_model::ops_gather_nd
