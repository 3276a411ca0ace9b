#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_l2_normalization {

namespace {

/// Along the last axis.
Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  if (node.rank(x) == 0) return corrupt("L2_NORMALIZATION of a number");
  Dims last{static_cast<int64_t>(node.rank(x)) - 1};
  ValueId length = node.b.add("reduce_l2", {x}, {{"axes", last}, {"keep_dims", true}}, "length");
  // The smallest length is 1e-6, so that nothing is divided by zero.
  length = node.b.add("max", {length, node.b.scalar(1e-6f, "least")}, {}, "positive");
  return node.give_activated(node.b.add("div", {x, length}), 0);
}

}  // namespace

constinit extern const TfliteOp op_l2_normalization{
    .name = "L2_NORMALIZATION", .code = 11, .options = 12, .read = read};

}  // namespace ponte::tflite::ops_l2_normalization
