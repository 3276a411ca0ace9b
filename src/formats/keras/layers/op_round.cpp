#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_round {

namespace {

Result<> read(LayerReader& call) { return read_unary(call, "round", true); }

}  // namespace

constinit extern const KerasLayer layer_op_round{
    .class_name = "Round", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_round
