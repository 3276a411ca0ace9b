#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_negative {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Negative"); }

Result<> read(LayerReader& call) { return read_unary(call, "neg", true); }

}  // namespace

constinit extern const KerasLayer layer_op_negative{
    .class_name = "Negative", .module = "keras.src.ops.numpy", .ir = "neg", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_negative
