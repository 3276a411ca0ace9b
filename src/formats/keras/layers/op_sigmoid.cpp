#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_sigmoid {

namespace {

Result<> read(LayerReader& call) { return read_activation(call, "sigmoid"); }

}  // namespace

constinit extern const KerasLayer layer_op_sigmoid{
    .class_name = "Sigmoid", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_sigmoid
