#include "formats/tflite/op_reader.h"
#include "formats/tflite/tflite_op.h"

namespace ponte::tflite::ops_floor_div {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(std::vector<ValueId> inputs, node.inputs());
  if (inputs.size() != 2) return corrupt("{} of {} inputs", node.info().name, inputs.size());
  if (!is_float(node.fact(inputs[0]).dtype)) return unsupported("FLOOR_DIV of integers is not supported");
  return node.give(node.b.unary("floor", node.b.add("div", std::move(inputs), {}, "ratio"), ""));
}

}  // namespace

constinit extern const TfliteOp op_floor_div{.name = "FLOOR_DIV", .code = 90, .options = 65, .read = read};

}  // namespace ponte::tflite::ops_floor_div
