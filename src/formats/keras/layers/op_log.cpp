#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_log {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Log"); }

Result<> read(LayerReader& call) { return read_unary(call, "log"); }

}  // namespace

constinit extern const KerasLayer layer_op_log{
    .class_name = "Log", .module = "keras.src.ops.numpy", .ir = "log", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_log
