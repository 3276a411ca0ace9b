#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_arctan {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Arctan"); }

Result<> read(LayerReader& call) { return read_unary(call, "atan"); }

}  // namespace

constinit extern const KerasLayer layer_op_arctan{
    .class_name = "Arctan", .module = "keras.src.ops.numpy", .ir = "atan", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_arctan
