#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_reshape {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(Dims shape, open_sizes(call, "newshape", call.shape(x)));
  return call.give(call.reshape(x, std::move(shape)));
}

}  // namespace

constinit extern const KerasLayer layer_op_reshape{
    .class_name = "Reshape", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_reshape
