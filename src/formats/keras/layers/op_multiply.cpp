#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_multiply {

namespace {

Result<> read(LayerReader& call) { return read_binary(call, "mul"); }

}  // namespace

constinit extern const KerasLayer layer_op_multiply{
    .class_name = "Multiply", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_multiply
