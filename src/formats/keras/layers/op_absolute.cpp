#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_absolute {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Absolute"); }

Result<> read(LayerReader& call) { return read_unary(call, "abs", true); }

}  // namespace

constinit extern const KerasLayer layer_op_absolute{
    .class_name = "Absolute", .module = "keras.src.ops.numpy", .ir = "abs", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_absolute
