#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_expand_dims {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(Dims axes, node.need_ints(1, "an axis"));
  for (int64_t& axis : axes) {
    TRY_ASSIGN(axis, node.axis(axis, node.rank(x) + 1));
  }
  return node.give(node.b.add("unsqueeze", {x}, {{"axes", axes}}));
}

}  // namespace

constinit extern const TfliteOp op_expand_dims{.name = "EXPAND_DIMS", .code = 70, .options = 52, .read = read};

}  // namespace ponte::tflite::ops_expand_dims
