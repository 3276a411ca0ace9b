#include "formats/keras/read/layer_reader.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_concatenate {

namespace {

Result<> write(LayerWriter& node) {
  std::vector<TensorRef> parts;
  for (size_t i = 0; i < node.node().inputs.size(); ++i) {
    TRY_ASSIGN(TensorRef part, node.input(i));
    parts.push_back(part);
  }
  // Keras' layer takes at least two.
  if (parts.size() == 1) {
    node.bind(0, parts[0]);
    return {};
  }
  int64_t axis = node.attrs().integer("axis"), rank = static_cast<int64_t>(node.shape(0).size());
  CallWriter call = node.layer("Concatenate");
  call.config().member("axis", axis == rank - 1 ? -1 : axis);
  return node.finish(call.tensors(parts));
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(std::vector<ValueId> parts, call.tensors());
  if (parts.empty()) return corrupt("Concatenate of nothing");
  TRY_ASSIGN(int64_t axis, call.axis("axis", call.rank(parts[0]), -1));
  return call.give(call.b.add("concat", std::move(parts), {{"axis", axis}}));
}

}  // namespace

constinit extern const KerasLayer layer_concatenate{
    .class_name = "Concatenate", .module = "keras.layers", .ir = "concat", .read = read, .write = write};

}  // namespace ponte::keras::layers_concatenate
