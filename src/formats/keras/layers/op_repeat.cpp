#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_repeat {

namespace {

// Each element several times, one after the other.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(Dims repeats, call.integers("repeats"));
  if (repeats.size() != 1 || repeats[0] < 1) return unsupported("Repeat by [{}] is not supported", dims_text(repeats));
  if (!call.has("axis")) x = call.reshape(x, {-1}, "flat");
  TRY_ASSIGN(int64_t axis, call.axis("axis", call.rank(x), 0));
  const Dim& size = call.shape(x)[static_cast<size_t>(axis)];
  constexpr int64_t kMost = 1 << 20;
  if (!size.known()) return unsupported("Repeat along an axis of open size is not supported");
  if (size.size > kMost || repeats[0] > kMost || size.size * repeats[0] > kMost)
    return unsupported("Repeat of {} elements {} times is not supported", size.size, repeats[0]);
  Dims places;
  for (int64_t i = 0; i < size.size * repeats[0]; ++i) places.push_back(i / repeats[0]);
  return call.give(call.b.add("gather", {x, call.b.ints(std::move(places), "places")}, {{"axis", axis}}));
}

}  // namespace

constinit extern const KerasLayer layer_op_repeat{
    .class_name = "Repeat", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_repeat
