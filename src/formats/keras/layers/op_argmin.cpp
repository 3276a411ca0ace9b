#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_argmin {

namespace {

Result<> read(LayerReader& call) { return read_arg_reduction(call, "argmin"); }

}  // namespace

constinit extern const KerasLayer layer_op_argmin{
    .class_name = "Argmin", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_argmin
