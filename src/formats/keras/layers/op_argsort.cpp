#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_argsort {

namespace {

// The places of the elements from the smallest on.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  if (!call.has("axis")) x = call.reshape(x, {-1}, "flat");
  TRY_ASSIGN(int64_t axis, call.axis("axis", call.rank(x), -1));
  const Dim& size = call.shape(x)[static_cast<size_t>(axis)];
  if (!size.known()) return unsupported("Argsort along an axis of open size is not supported");
  ValueId k = call.b.ints({size.size}, "k");
  return call.give(call.b.add_multi("topk", {x, k}, {{"axis", axis}, {"largest", false}}, 2)[1]);
}

}  // namespace

constinit extern const KerasLayer layer_op_argsort{
    .class_name = "Argsort", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_argsort
