#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_true_divide {

namespace {

Result<> read(LayerReader& call) { return read_float_binary(call, "div"); }

}  // namespace

constinit extern const KerasLayer layer_op_true_divide{
    .class_name = "TrueDivide", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_true_divide
