#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_gather_nd {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(ValueId indices, node.stored_value(1));
  return node.give(node.b.add("gather_nd", {x, node.cast(indices, DType::i64)}));
}

}  // namespace

constinit extern const TfliteOp op_gather_nd{.name = "GATHER_ND", .code = 107, .options = 83, .read = read};

}  // namespace ponte::tflite::ops_gather_nd
