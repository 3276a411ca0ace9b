#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_take {

namespace {

Result<> write(LayerWriter& node) {
  TRY_ASSIGN(TensorRef input, node.input(0));
  CallWriter call = node.operation("Take", "numpy");
  call.config().member("axis", node.attrs().integer("axis"));
  call.tensor(input);
  TRY(add_operand(node, call, 1));
  return node.finish(call);
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(std::vector<ValueId> indices, call.operands({call.argument(1, "indices")}));
  if (!call.has("axis")) x = call.reshape(x, {-1}, "flat");
  TRY_ASSIGN(int64_t axis, call.axis("axis", call.rank(x), 0));
  return call.give(call.b.add("gather", {x, indices[0]}, {{"axis", axis}}));
}

}  // namespace

constinit extern const KerasLayer layer_op_take{
    .class_name = "Take", .module = "keras.src.ops.numpy", .ir = "gather", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_take
