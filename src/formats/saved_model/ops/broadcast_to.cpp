#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_broadcast_to {

namespace {

/// Either side may be the wider one along an axis.
Result<> write(OpWriter& node) {
  const Shape& after = node.output_fact().shape;
  TRY_ASSIGN(std::string input, node.input(0));
  if (all_known(after)) {
    node.finish({input, node.ints(*known_dims(after))}).type("Tidx", DataType::i32);
    return {};
  }
  TRY_ASSIGN(std::string wanted, node.input(1));
  DataType kind = node.type(1);
  std::string own = node.add_typed("Shape", {input}).type("out_type", kind).out("output");
  std::string both = node.add("BroadcastArgs", {own, wanted}).type("T", kind).out("r0");
  node.finish({input, both}).type("Tidx", kind);
  return {};
}

}  // namespace

constinit extern const TfOp op_broadcast_to{.name = "BroadcastTo", .ir = "expand", .write = write};

}  // namespace ponte::saved_model::ops_broadcast_to
