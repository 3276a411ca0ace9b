#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_softplus {

namespace {

Result<> read(LayerReader& call) { return read_activation(call, "softplus"); }

}  // namespace

constinit extern const KerasLayer layer_op_softplus{
    .class_name = "Softplus", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_softplus
