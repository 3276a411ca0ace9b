#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_floor {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Floor"); }

Result<> read(LayerReader& call) { return read_unary(call, "floor", true); }

}  // namespace

constinit extern const KerasLayer layer_op_floor{
    .class_name = "Floor", .module = "keras.src.ops.numpy", .ir = "floor", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_floor
