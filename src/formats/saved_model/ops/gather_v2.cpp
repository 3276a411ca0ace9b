#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_gather_v2 {

namespace {

/// Negative indices, which only the IR has, are counted from the start where they are known.
Result<std::string> indices_of(OpWriter& node, size_t axis) {
  const Tensor* known = node.constant(1);
  if (!known) return node.input(1);
  Dims indices = known->to_ints();
  for (int64_t& index : indices) {
    if (index >= 0) continue;
    if (!node.shape(0)[axis].known()) return unsupported("gather from the end of an open size");
    index += node.shape(0)[axis].size;
  }
  return node.constant_node(Tensor::of<int64_t>(std::move(indices), known->dims()), node.node().name + "/indices");
}

Result<> write(OpWriter& node) {
  int64_t axis = node.attrs().integer("axis");
  TRY_ASSIGN(std::string input, node.input(0));
  TRY_ASSIGN(std::string indices, indices_of(node, static_cast<size_t>(axis)));
  NodeDef& made = node.add("GatherV2", {input, indices, node.integer(axis)});
  made.type("Tparams", node.type())
      .type("Tindices", node.constant(1) ? DataType::i64 : node.type(1))
      .type("Taxis", DataType::i32);
  node.bind(made.out("output"));
  return {};
}

}  // namespace

constinit extern const TfOp op_gather_v2{.name = "GatherV2", .ir = "gather", .write = write};

}  // namespace ponte::saved_model::ops_gather_v2
