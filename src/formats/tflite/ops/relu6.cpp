#include "formats/tflite/op_reader.h"
#include "formats/tflite/tflite_op.h"

namespace ponte::tflite {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  return node.give(node.b.add("clip", {x, node.b.scalar(0, "least"), node.b.scalar(6, "most")}));
}

}  // namespace

constinit extern const TfliteOp op_relu6{.name = "RELU6", .code = 21, .options = 0, .read = read};

}  // namespace ponte::tflite
