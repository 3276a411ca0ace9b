#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_sqrt {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Sqrt"); }

Result<> read(LayerReader& call) { return read_unary(call, "sqrt"); }

}  // namespace

constinit extern const KerasLayer layer_op_sqrt{
    .class_name = "Sqrt", .module = "keras.src.ops.numpy", .ir = "sqrt", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_sqrt
