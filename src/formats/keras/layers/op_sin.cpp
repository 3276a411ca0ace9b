#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_sin {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Sin"); }

Result<> read(LayerReader& call) { return read_unary(call, "sin"); }

}  // namespace

constinit extern const KerasLayer layer_op_sin{
    .class_name = "Sin", .module = "keras.src.ops.numpy", .ir = "sin", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_sin
