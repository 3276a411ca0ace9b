#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_squared_difference {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(std::vector<ValueId> inputs, node.inputs());
  if (inputs.size() != 2) return corrupt("SQUARED_DIFFERENCE of {} inputs", inputs.size());
  ValueId difference = node.b.sub(inputs[0], inputs[1], "difference");
  return node.give(node.b.mul(difference, difference, ""));
}

}  // namespace

constinit extern const TfliteOp op_squared_difference{
    .name = "SQUARED_DIFFERENCE", .code = 99, .options = 76, .read = read};

}  // namespace ponte::tflite::ops_squared_difference
