#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_roll {

namespace {

// Elements that leave at the end come back at the begin.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(Dims shifts, call.integers("shift"));
  if (!call.has("axis")) return unsupported("Roll without an axis is not supported");
  TRY_ASSIGN(Dims axes, call.integers("axis"));
  if (shifts.size() == 1) shifts.resize(axes.size(), shifts[0]);
  if (shifts.size() != axes.size()) return corrupt("{} shifts along {} axes", shifts.size(), axes.size());
  for (size_t i = 0; i < axes.size(); ++i) {
    TRY_ASSIGN(int64_t axis, normalize_axis(axes[i], call.rank(x)));
    const Dim size = call.shape(x)[static_cast<size_t>(axis)];
    if (!size.known()) return unsupported("Roll along an axis of open size is not supported");
    int64_t at = size.size == 0 ? 0 : ((-shifts[i]) % size.size + size.size) % size.size;
    if (at == 0) continue;
    ValueId front = call.b.slice(x, axis, 0, at, 1, "front"), rest = call.b.slice(x, axis, at, size.size, 1, "rest");
    x = call.b.concat({rest, front}, axis, i + 1 == axes.size() ? "" : "concat");
    TRY(call.b.status());
  }
  return call.give(x);
}

}  // namespace

constinit extern const KerasLayer layer_op_roll{
    .class_name = "Roll", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_roll
