#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_split_v {

namespace {

Result<> give_parts(OpReader& node, ValueId x, int64_t axis, Dims sizes) {
  std::vector<ValueId> parts = node.b.split(x, std::move(sizes), axis, "");
  TRY(node.b.status());
  if (parts.size() != node.output_count()) return corrupt("{} gives {} parts", node.info().name, parts.size());
  for (size_t i = 0; i < parts.size(); ++i) TRY(node.give(parts[i], i));
  return {};
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(Dims sizes, node.need_ints(1, "sizes"));
  TRY_ASSIGN(Dims axes, node.need_ints(2, "an axis"));
  if (axes.size() != 1 || sizes.size() != node.output_count()) return corrupt("SPLIT_V into {} parts", sizes.size());
  TRY_ASSIGN(int64_t axis, node.axis(axes[0], node.rank(x)));
  const Dim& size = node.shape(x)[static_cast<size_t>(axis)];
  int64_t rest = size.known() ? size.size : 0;
  for (int64_t each : sizes)
    if (each > 0 && each <= rest) rest -= each;
  for (int64_t& each : sizes)
    if (each < 0) each = std::exchange(rest, 0);
  return give_parts(node, x, axis, std::move(sizes));
}

}  // namespace

constinit extern const TfliteOp op_split_v{.name = "SPLIT_V", .code = 102, .options = 79, .read = read};

}  // namespace ponte::tflite::ops_split_v
