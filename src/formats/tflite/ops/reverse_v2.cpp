#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_reverse_v2 {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(Dims axes, node.need_ints(1, "axes"));
  for (int64_t& axis : axes) {
    TRY_ASSIGN(axis, node.axis(axis, node.rank(x)));
    x = node.b.slice(x, axis, -1, INT64_MIN, -1, "reversed");
  }
  return node.give(x);
}

}  // namespace

constinit extern const TfliteOp op_reverse_v2{.name = "REVERSE_V2", .code = 105, .options = 81, .read = read};

}  // namespace ponte::tflite::ops_reverse_v2
