#include "formats/keras/read/layer_reader.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_op_cumsum {

namespace {

Result<> write(LayerWriter& node) {
  TRY_ASSIGN(Dims axis, node.need_ints(1, "an axis"));
  if (node.attrs().boolean("exclusive") || node.attrs().boolean("reverse"))
    return unsupported("a reversed or exclusive sum");
  TRY_ASSIGN(TensorRef input, node.input(0));
  CallWriter call = node.operation("Cumsum", "numpy");
  call.config().member("axis", axis.at(0));
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  if (!call.has("axis")) x = call.reshape(x, {-1}, "flat");
  TRY_ASSIGN(int64_t axis, call.axis("axis", call.rank(x), 0));
  if (call.has("dtype")) return unsupported("Cumsum to another dtype is not supported");
  return call.give(call.b.add("cum_sum", {x, call.b.constant(Tensor::scalar<int64_t>(axis), "axis")}));
}

}  // namespace

constinit extern const KerasLayer layer_op_cumsum{
    .class_name = "Cumsum", .module = "keras.src.ops.numpy", .ir = "cum_sum", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_cumsum
