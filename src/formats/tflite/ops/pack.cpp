#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_pack {

namespace {

/// Field 1 is the axis, which counts in the result.
Result<> read(OpReader& node) {
  TRY_ASSIGN(std::vector<ValueId> parts, node.inputs());
  if (parts.empty()) return corrupt("PACK of nothing");
  TRY_ASSIGN(int32_t option, node.option<int32_t>(1, 0));
  TRY_ASSIGN(int64_t axis, node.axis(option, node.rank(parts[0]) + 1));
  for (ValueId& part : parts) part = node.b.add("unsqueeze", {part}, {{"axes", Dims{axis}}}, "part");
  return node.give(node.b.concat(std::move(parts), axis, ""));
}

}  // namespace

constinit extern const TfliteOp op_pack{.name = "PACK", .code = 83, .options = 59, .read = read};

}  // namespace ponte::tflite::ops_pack
