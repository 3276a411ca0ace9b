#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_zeros_like {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  ValueId ones = call.b.unary("ones_like", x, "ones");
  return call.give(call.b.add("sub", {ones, ones}));
}

}  // namespace

constinit extern const KerasLayer layer_op_zeros_like{
    .class_name = "ZerosLike", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_zeros_like
