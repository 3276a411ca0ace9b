#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_gelu {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(bool approximate, node.option<bool>(0, false));
  return node.give(node.b.add("gelu", {x}, {{"approximate", approximate ? "tanh" : "none"}}));
}

}  // namespace

constinit extern const TfliteOp op_gelu{.name = "GELU", .code = 150, .options = 116, .read = read};

}  // namespace ponte::tflite::ops_gelu
