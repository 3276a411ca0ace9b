#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_expm1 {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor(0, "x"));
  return call.give(call.b.add("sub", {call.b.unary("exp", x, "exp"), call.b.scalar(1)}));
}

}  // namespace

constinit extern const KerasLayer layer_op_expm1{
    .class_name = "Expm1", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_expm1
