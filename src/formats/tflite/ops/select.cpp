#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_select {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(std::vector<ValueId> inputs, node.inputs());
  if (inputs.size() == 3 && node.rank(inputs[0]) != node.rank(inputs[1]) && node.rank(inputs[0]) != 0)
    return unsupported("SELECT by rows is not supported");
  return node.give(node.b.add("where", std::move(inputs)));
}

}  // namespace

constinit extern const TfliteOp op_select{.name = "SELECT", .code = 64, .options = 47, .read = read};

}  // namespace ponte::tflite::ops_select
