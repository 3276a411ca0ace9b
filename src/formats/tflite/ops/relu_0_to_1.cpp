#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_relu_0_to_1 {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  return node.give(node.b.add("clip", {x, node.b.scalar(0, "least"), node.b.scalar(1, "most")}));
}

}  // namespace

constinit extern const TfliteOp op_relu_0_to_1{.name = "RELU_0_TO_1", .code = 152, .read = read};

}  // namespace ponte::tflite::ops_relu_0_to_1
