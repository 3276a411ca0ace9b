#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_logical_not {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "LogicalNot"); }

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  return call.give(call.b.unary("not", call.cast(x, DType::boolean)));
}

}  // namespace

constinit extern const KerasLayer layer_op_logical_not{
    .class_name = "LogicalNot", .module = "keras.src.ops.numpy", .ir = "not", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_logical_not
