#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_minimum {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Minimum"); }

Result<> read(LayerReader& call) { return read_binary(call, "min"); }

}  // namespace

constinit extern const KerasLayer layer_op_minimum{
    .class_name = "Minimum", .module = "keras.src.ops.numpy", .ir = "min", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_minimum
