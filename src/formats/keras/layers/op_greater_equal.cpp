#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_greater_equal {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "GreaterEqual"); }

Result<> read(LayerReader& call) { return read_binary(call, "greater_equal"); }

}  // namespace

constinit extern const KerasLayer layer_op_greater_equal{
    .class_name = "GreaterEqual", .module = "keras.src.ops.numpy", .ir = "greater_equal", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_greater_equal
