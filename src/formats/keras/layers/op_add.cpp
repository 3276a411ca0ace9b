#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_add {

namespace {

Result<> read(LayerReader& call) { return read_binary(call, "add"); }

}  // namespace

constinit extern const KerasLayer layer_op_add{
    .class_name = "Add", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_add
