#include "formats/keras/read/activations.h"

namespace ponte::keras::layers_op_softmax {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor(0, "x"));
  if (!call.has("axis")) return unsupported("a Softmax over all axes");
  TRY_ASSIGN(Dims axes, call.axes("axis", call.rank(x)));
  TRY_ASSIGN(x, softmax(call, x, std::move(axes), ""));
  return call.give(x);
}

}  // namespace

constinit extern const KerasLayer layer_op_softmax{
    .class_name = "Softmax", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_softmax
