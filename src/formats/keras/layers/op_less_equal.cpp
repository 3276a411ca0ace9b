#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_less_equal {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "LessEqual"); }

Result<> read(LayerReader& call) { return read_binary(call, "less_equal"); }

}  // namespace

constinit extern const KerasLayer layer_op_less_equal{
    .class_name = "LessEqual", .module = "keras.src.ops.numpy", .ir = "less_equal", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_less_equal
