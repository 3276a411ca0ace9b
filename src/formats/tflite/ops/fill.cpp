#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_fill {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId shape, node.ints(0));
  TRY_ASSIGN(ValueId value, node.input(1));
  return node.give(node.b.add("expand", {value, shape}));
}

}  // namespace

constinit extern const TfliteOp op_fill{.name = "FILL", .code = 94, .options = 68, .read = read};

}  // namespace ponte::tflite::ops_fill
