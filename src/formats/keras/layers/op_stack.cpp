#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_stack {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(std::vector<ValueId> parts, call.tensors(0, "x"));
  if (parts.empty()) return corrupt("Stack of nothing");
  TRY_ASSIGN(int64_t axis, call.axis("axis", call.rank(parts[0]) + 1, 0));
  for (ValueId& part : parts) part = call.b.add("unsqueeze", {part}, {{"axes", Dims{axis}}}, "unsqueeze");
  return call.give(call.b.add("concat", std::move(parts), {{"axis", axis}}));
}

}  // namespace

constinit extern const KerasLayer layer_op_stack{
    .class_name = "Stack", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_stack
