#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_floor_divide {

namespace {

// The quotient towards minus infinity. That of integers is rounded towards zero in the IR, so the remainder, which has
// the divisor's sign, goes first.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(std::vector<ValueId> x, call.operands({call.argument(0, "x1"), call.argument(1, "x2")}));
  if (is_float(call.dtype(x[0]))) return call.give(call.b.unary("floor", call.b.add("div", x, {}, "quotient")));
  if (never_negative(call, x[0])) return call.give(call.b.add("div", x));
  ValueId whole = call.b.sub(x[0], call.b.add("mod", x, {}, "remainder"));
  return call.give(call.b.add("div", {whole, x[1]}));
}

}  // namespace

constinit extern const KerasLayer layer_op_floor_divide{
    .class_name = "FloorDivide", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_floor_divide
