#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_logical_and {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "LogicalAnd"); }

Result<> read(LayerReader& call) { return read_logical(call, "and"); }

}  // namespace

constinit extern const KerasLayer layer_op_logical_and{
    .class_name = "LogicalAnd", .module = "keras.src.ops.numpy", .ir = "and", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_logical_and
