#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_equal {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Equal"); }

Result<> read(LayerReader& call) { return read_binary(call, "equal"); }

}  // namespace

constinit extern const KerasLayer layer_op_equal{
    .class_name = "Equal", .module = "keras.src.ops.numpy", .ir = "equal", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_equal
