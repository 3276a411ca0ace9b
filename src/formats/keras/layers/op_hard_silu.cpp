#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_hard_silu {

namespace {

Result<> read(LayerReader& call) { return read_activation(call, "hard_silu"); }

}  // namespace

constinit extern const KerasLayer layer_op_hard_silu{
    .class_name = "HardSilu", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_hard_silu
