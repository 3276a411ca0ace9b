#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_relu6 {

namespace {

Result<> read(LayerReader& call) { return read_activation(call, "relu6"); }

}  // namespace

constinit extern const KerasLayer layer_op_relu6{
    .class_name = "Relu6", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_relu6
