#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_tanh {

namespace {

Result<> read(LayerReader& call) { return read_unary(call, "tanh"); }

}  // namespace

constinit extern const KerasLayer layer_op_tanh{
    .class_name = "Tanh", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_tanh
