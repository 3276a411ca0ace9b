#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_selu {

namespace {

Result<> read(LayerReader& call) { return read_activation(call, "selu"); }

}  // namespace

constinit extern const KerasLayer layer_op_selu{
    .class_name = "Selu", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_selu
