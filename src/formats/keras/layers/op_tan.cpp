#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_tan {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Tan"); }

Result<> read(LayerReader& call) { return read_unary(call, "tan"); }

}  // namespace

constinit extern const KerasLayer layer_op_tan{
    .class_name = "Tan", .module = "keras.src.ops.numpy", .ir = "tan", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_tan
