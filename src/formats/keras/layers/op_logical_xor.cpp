#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_logical_xor {

namespace {

Result<> read(LayerReader& call) { return read_logical(call, "xor"); }

}  // namespace

constinit extern const KerasLayer layer_op_logical_xor{
    .class_name = "LogicalXor", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_logical_xor
