#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_not_equal {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(std::vector<ValueId> inputs, node.inputs());
  return node.give(node.b.unary("not", node.b.add("equal", std::move(inputs), {}, "equal"), ""));
}

}  // namespace

constinit extern const TfliteOp op_not_equal{.name = "NOT_EQUAL", .code = 72, .options = 54, .read = read};

}  // namespace ponte::tflite::ops_not_equal
