#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_logical_or {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "LogicalOr"); }

Result<> read(LayerReader& call) { return read_logical(call, "or"); }

}  // namespace

constinit extern const KerasLayer layer_op_logical_or{
    .class_name = "LogicalOr", .module = "keras.src.ops.numpy", .ir = "or", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_logical_or
