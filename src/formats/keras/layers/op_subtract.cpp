#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_subtract {

namespace {

Result<> read(LayerReader& call) { return read_binary(call, "sub"); }

}  // namespace

constinit extern const KerasLayer layer_op_subtract{
    .class_name = "Subtract", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_subtract
