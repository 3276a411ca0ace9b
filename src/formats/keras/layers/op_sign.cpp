#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_sign {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Sign"); }

Result<> read(LayerReader& call) { return read_unary(call, "sign", true); }

}  // namespace

constinit extern const KerasLayer layer_op_sign{
    .class_name = "Sign", .module = "keras.src.ops.numpy", .ir = "sign", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_sign
