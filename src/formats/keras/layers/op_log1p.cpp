#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_log1p {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor(0, "x"));
  return call.give(call.b.unary("log", call.b.add(x, call.b.scalar(1), "plus_one")));
}

}  // namespace

constinit extern const KerasLayer layer_op_log1p{
    .class_name = "Log1p", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_log1p
