#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_exp {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Exp"); }

Result<> read(LayerReader& call) { return read_unary(call, "exp"); }

}  // namespace

constinit extern const KerasLayer layer_op_exp{
    .class_name = "Exp", .module = "keras.src.ops.numpy", .ir = "exp", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_exp
