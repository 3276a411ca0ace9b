#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_ceil {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Ceil"); }

Result<> read(LayerReader& call) { return read_unary(call, "ceil", true); }

}  // namespace

constinit extern const KerasLayer layer_op_ceil{
    .class_name = "Ceil", .module = "keras.src.ops.numpy", .ir = "ceil", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_ceil
