#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_concatenate {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(std::vector<ValueId> parts, call.tensors(0, "xs"));
  if (parts.empty()) return corrupt("Concatenate of nothing");
  TRY_ASSIGN(int64_t axis, call.axis("axis", call.rank(parts[0]), 0));
  return call.give(call.b.add("concat", std::move(parts), {{"axis", axis}}));
}

}  // namespace

constinit extern const KerasLayer layer_op_concatenate{
    .class_name = "Concatenate", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_concatenate
