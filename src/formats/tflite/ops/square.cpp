#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_square {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  return node.give(node.b.mul(x, x, ""));
}

}  // namespace

constinit extern const TfliteOp op_square{.name = "SQUARE", .code = 92, .options = 66, .read = read};

}  // namespace ponte::tflite::ops_square
