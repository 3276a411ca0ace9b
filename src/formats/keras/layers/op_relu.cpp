#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_relu {

namespace {

Result<> read(LayerReader& call) { return read_activation(call, "relu"); }

}  // namespace

constinit extern const KerasLayer layer_op_relu{
    .class_name = "Relu", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_relu
