#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_average {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(std::vector<ValueId> parts, merge_operands(call));
  auto count = static_cast<float>(parts.size());
  ValueId total = parts[0];
  for (size_t i = 1; i < parts.size(); ++i) total = call.b.add(total, parts[i], fmt::format("add_{}", i));
  return call.give(call.b.add("div", {total, call.b.scalar(count)}));
}

}  // namespace

constinit extern const KerasLayer layer_average{
    .class_name = "Average", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_average
