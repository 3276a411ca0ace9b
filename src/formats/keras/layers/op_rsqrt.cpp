#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_rsqrt {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor(0, "x"));
  return call.give(call.b.unary("reciprocal", call.b.unary("sqrt", x, "sqrt")));
}

}  // namespace

constinit extern const KerasLayer layer_op_rsqrt{
    .class_name = "Rsqrt", .module = "keras.src.ops.math", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_rsqrt
