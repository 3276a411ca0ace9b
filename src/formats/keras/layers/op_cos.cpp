#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_cos {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Cos"); }

Result<> read(LayerReader& call) { return read_unary(call, "cos"); }

}  // namespace

constinit extern const KerasLayer layer_op_cos{
    .class_name = "Cos", .module = "keras.src.ops.numpy", .ir = "cos", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_cos
