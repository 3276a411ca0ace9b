#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_add_n {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(std::vector<ValueId> parts, node.inputs());
  if (parts.empty()) return corrupt("ADD_N of nothing");
  ValueId sum = parts[0];
  for (size_t i = 1; i < parts.size(); ++i) sum = node.b.add(sum, parts[i]);
  return node.give(sum);
}

}  // namespace

constinit extern const TfliteOp op_add_n{.name = "ADD_N", .code = 106, .options = 82, .read = read};

}  // namespace ponte::tflite::ops_add_n
