#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_silu {

namespace {

Result<> read(LayerReader& call) { return read_activation(call, "silu"); }

}  // namespace

constinit extern const KerasLayer layer_op_silu{
    .class_name = "Silu", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_silu
