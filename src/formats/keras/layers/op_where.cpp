#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_where {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Where"); }

Result<> read(LayerReader& call) {
  TRY_ASSIGN(std::vector<ValueId> condition, call.operands({call.argument(0, "condition")}));
  TRY_ASSIGN(std::vector<ValueId> x, call.operands({call.argument(1, "x1"), call.argument(2, "x2")}));
  return call.give(call.b.add("where", {call.cast(condition[0], DType::boolean), x[0], x[1]}));
}

}  // namespace

constinit extern const KerasLayer layer_op_where{
    .class_name = "Where", .module = "keras.src.ops.numpy", .ir = "where", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_where
