#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_log_softmax {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  if (node.rank(x) == 0) return corrupt("LOG_SOFTMAX of a number");
  return node.give(node.b.add("log_softmax", {x}, {{"axis", static_cast<int64_t>(node.rank(x)) - 1}}));
}

}  // namespace

constinit extern const TfliteOp op_log_softmax{.name = "LOG_SOFTMAX", .code = 50, .options = 36, .read = read};

}  // namespace ponte::tflite::ops_log_softmax
