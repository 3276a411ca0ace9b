#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_not_equal {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(std::vector<ValueId> x, call.operands({call.argument(0, "x1"), call.argument(1, "x2")}));
  return call.give(call.b.unary("not", call.b.add("equal", std::move(x), {}, "equal")));
}

}  // namespace

constinit extern const KerasLayer layer_op_not_equal{
    .class_name = "NotEqual", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_not_equal
