#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_divide {

namespace {

/// Whole numbers divide to whole numbers; they are counts and indices here, never negative.
Result<> write(LayerWriter& node) {
  return write_operation(node, is_float(node.fact(0).dtype) ? "Divide" : "FloorDivide");
}

Result<> read(LayerReader& call) { return read_float_binary(call, "div"); }

}  // namespace

constinit extern const KerasLayer layer_op_divide{
    .class_name = "Divide", .module = "keras.src.ops.numpy", .ir = "div", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_divide
