#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_power {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Power"); }

Result<> read(LayerReader& call) { return read_binary(call, "pow"); }

}  // namespace

constinit extern const KerasLayer layer_op_power{
    .class_name = "Power", .module = "keras.src.ops.numpy", .ir = "pow", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_power
