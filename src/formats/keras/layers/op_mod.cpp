#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_mod {

namespace {

Result<> write(LayerWriter& node) { return write_operation(node, "Mod"); }

// The remainder has the divisor's sign; the IR has that for integers only.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(std::vector<ValueId> x, call.operands({call.argument(0, "x1"), call.argument(1, "x2")}));
  if (!is_float(call.dtype(x[0]))) return call.give(call.b.add("mod", x));
  ValueId times = call.b.unary("floor", call.b.add("div", x, {}, "quotient"), "times");
  return call.give(call.b.add("sub", {x[0], call.b.mul(times, x[1], "whole")}));
}

}  // namespace

constinit extern const KerasLayer layer_op_mod{
    .class_name = "Mod", .module = "keras.src.ops.numpy", .ir = "mod", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_mod
