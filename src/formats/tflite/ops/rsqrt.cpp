#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_rsqrt {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  return node.give(node.b.unary("reciprocal", node.b.unary("sqrt", x, "root"), ""));
}

}  // namespace

constinit extern const TfliteOp op_rsqrt{.name = "RSQRT", .code = 76, .read = read};

}  // namespace ponte::tflite::ops_rsqrt
