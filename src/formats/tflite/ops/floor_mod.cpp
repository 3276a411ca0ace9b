#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_floor_mod {

namespace {

/// The sign of the divisor: a - floor(a / b) b for floats.
Result<> read(OpReader& node) {
  TRY_ASSIGN(std::vector<ValueId> inputs, node.inputs());
  if (inputs.size() != 2) return corrupt("{} of {} inputs", node.info().name, inputs.size());
  ValueId a = inputs[0], b = inputs[1];
  if (is_integer(node.fact(a).dtype)) return node.give(node.b.add("mod", {a, b}));
  ValueId whole = node.b.unary("floor", node.b.add("div", {a, b}, {}, "ratio"), "floor");
  return node.give(node.b.sub(a, node.b.mul(whole, b), ""));
}

}  // namespace

constinit extern const TfliteOp op_floor_mod{
    .name = "FLOOR_MOD", .code = 95, .options = 72, .ir = "mod", .write = write_elementwise, .read = read};

}  // namespace ponte::tflite::ops_floor_mod
