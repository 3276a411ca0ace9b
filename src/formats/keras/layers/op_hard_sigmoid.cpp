#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_hard_sigmoid {

namespace {

Result<> read(LayerReader& call) { return read_activation(call, "hard_sigmoid"); }

}  // namespace

constinit extern const KerasLayer layer_op_hard_sigmoid{
    .class_name = "HardSigmoid", .module = "keras.src.ops.nn", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_hard_sigmoid
