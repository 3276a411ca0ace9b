#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_shape {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.stored_value(0));
  return node.give(node.b.unary("shape", x));
}

}  // namespace

constinit extern const TfliteOp op_shape{.name = "SHAPE", .code = 77, .options = 55, .read = read};

}  // namespace ponte::tflite::ops_shape
