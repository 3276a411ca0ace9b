#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_softsign {

namespace {

Result<> read(LayerReader& call) { return read_activation(call, "softsign"); }

}  // namespace

constinit extern const KerasLayer layer_op_softsign{
    .class_name = "Softsign", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_softsign
