#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_reciprocal {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Reciprocal"); }

Result<> read(LayerReader& call) { return read_unary(call, "reciprocal"); }

}  // namespace

constinit extern const KerasLayer layer_op_reciprocal{
    .class_name = "Reciprocal", .module = "keras.src.ops.numpy", .ir = "reciprocal", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_reciprocal
