#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_sign {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  return node.give(node.b.unary("sign", x));
}

}  // namespace

constinit extern const TfliteOp op_sign{.name = "SIGN", .code = 158, .read = read};

}  // namespace ponte::tflite::ops_sign
