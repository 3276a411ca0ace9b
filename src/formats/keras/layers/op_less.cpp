#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_less {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Less"); }

Result<> read(LayerReader& call) { return read_binary(call, "less"); }

}  // namespace

constinit extern const KerasLayer layer_op_less{
    .class_name = "Less", .module = "keras.src.ops.numpy", .ir = "less", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_less
