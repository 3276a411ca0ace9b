#include "formats/tflite/op_reader.h"
#include "formats/tflite/tflite_op.h"

namespace ponte::tflite::ops_split {

namespace {

Result<> give_parts(OpReader& node, ValueId x, int64_t axis, Dims sizes) {
  std::vector<ValueId> parts = node.b.split(x, std::move(sizes), axis, "");
  TRY(node.b.status());
  if (parts.size() != node.output_count()) return corrupt("{} gives {} parts", node.info().name, parts.size());
  for (size_t i = 0; i < parts.size(); ++i) TRY(node.give(parts[i], i));
  return {};
}

/// Input 0 is the axis.
Result<> read(OpReader& node) {
  TRY_ASSIGN(Dims axes, node.need_ints(0, "an axis"));
  TRY_ASSIGN(ValueId x, node.input(1));
  auto count = static_cast<int64_t>(node.output_count());
  if (axes.size() != 1) return corrupt("SPLIT along {} axes", axes.size());
  TRY_ASSIGN(int64_t axis, node.axis(axes[0], node.rank(x)));
  const Dim& size = node.shape(x)[static_cast<size_t>(axis)];
  if (!size.known() || size.size % count != 0)
    return corrupt("SPLIT of [{}] into {} parts", shape_text(node.shape(x)), count);
  return give_parts(node, x, axis, Dims(static_cast<size_t>(count), size.size / count));
}

}  // namespace

constinit extern const TfliteOp op_split{.name = "SPLIT", .code = 49, .options = 35, .read = read};

}  // namespace ponte::tflite::ops_split
