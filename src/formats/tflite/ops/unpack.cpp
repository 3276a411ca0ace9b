#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_unpack {

namespace {

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(int32_t option, node.option<int32_t>(1, 0));
  TRY_ASSIGN(int64_t axis, node.axis(option, node.rank(x)));
  std::vector<ValueId> parts = node.b.split(x, Dims(node.output_count(), 1), axis, "");
  TRY(node.b.status());
  for (size_t i = 0; i < parts.size(); ++i)
    TRY(node.give(node.b.add("squeeze", {parts[i]}, {{"axes", Dims{axis}}}, "part"), i));
  return {};
}

}  // namespace

constinit extern const TfliteOp op_unpack{.name = "UNPACK", .code = 88, .options = 64, .read = read};

}  // namespace ponte::tflite::ops_unpack
