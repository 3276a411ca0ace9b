#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_zeros_like {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  ValueId zero = node.cast(node.b.scalar(0, "zero"), node.fact(x).dtype);
  return node.give(node.b.mul(x, zero, ""));
}

}  // namespace

constinit extern const TfliteOp op_zeros_like{.name = "ZEROS_LIKE", .code = 93, .options = 67, .read = read};

}  // namespace ponte::tflite::ops_zeros_like
