#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_broadcast_to {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(Dims shape, call.integers("shape"));
  return call.give(call.b.add("expand", {x, call.b.ints(std::move(shape), "shape")}));
}

}  // namespace

constinit extern const KerasLayer layer_op_broadcast_to{
    .class_name = "BroadcastTo", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_broadcast_to
