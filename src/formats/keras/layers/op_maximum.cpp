#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_maximum {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Maximum"); }

Result<> read(LayerReader& call) { return read_binary(call, "max"); }

}  // namespace

constinit extern const KerasLayer layer_op_maximum{
    .class_name = "Maximum", .module = "keras.src.ops.numpy", .ir = "max", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_maximum
