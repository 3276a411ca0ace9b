#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_range {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(std::vector<ValueId> inputs, node.inputs());
  return node.give(node.b.add("range", std::move(inputs)));
}

}  // namespace

constinit extern const TfliteOp op_range{.name = "RANGE", .code = 96, .options = 73, .read = read};

}  // namespace ponte::tflite::ops_range
