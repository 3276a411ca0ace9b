#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_square {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  return call.give(call.b.add("mul", {x, x}));
}

}  // namespace

constinit extern const KerasLayer layer_op_square{
    .class_name = "Square", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_square
