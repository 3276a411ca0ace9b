#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_broadcast_to {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(ValueId shape, node.ints(1));
  return node.give(node.b.add("expand", {x, shape}));
}

}  // namespace

constinit extern const TfliteOp op_broadcast_to{.name = "BROADCAST_TO", .code = 130, .options = 104, .read = read};

}  // namespace ponte::tflite::ops_broadcast_to
