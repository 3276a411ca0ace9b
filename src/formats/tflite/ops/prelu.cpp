#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_prelu {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(std::vector<ValueId> inputs, node.inputs());
  return node.give(node.b.add("prelu", std::move(inputs)));
}

}  // namespace

constinit extern const TfliteOp op_prelu{.name = "PRELU", .code = 54, .read = read};

}  // namespace ponte::tflite::ops_prelu
