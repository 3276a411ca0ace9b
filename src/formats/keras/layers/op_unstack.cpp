#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_unstack {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(int64_t axis, call.axis("axis", call.rank(x), 0));
  const Dim& size = call.shape(x)[static_cast<size_t>(axis)];
  TRY_ASSIGN(int64_t count, call.integer("num", size.known() ? std::optional(size.size) : std::nullopt));
  TRY_ASSIGN(std::vector<ValueId> parts, equal_parts(call, x, count, axis));
  for (ValueId& part : parts) part = call.b.add("squeeze", {part}, {{"axes", Dims{axis}}}, "squeeze");
  return call.give(std::move(parts));
}

}  // namespace

constinit extern const KerasLayer layer_op_unstack{
    .class_name = "Unstack", .module = "keras.src.ops.core", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_unstack
