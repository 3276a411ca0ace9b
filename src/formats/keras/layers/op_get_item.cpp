#include "formats/keras/read/item_reader.h"
#include "formats/keras/write/slices.h"

namespace ponte::keras::layers_op_get_item {

namespace {

Result<> write(LayerWriter& node) {
  TRY_ASSIGN(Dims begins, node.need_ints(1, "starts"));
  TRY_ASSIGN(Dims ends, node.need_ints(2, "ends"));
  size_t rank = node.shape(0).size();
  Dims axes, steps(begins.size(), 1);
  for (size_t i = 0; i < begins.size(); ++i) axes.push_back(static_cast<int64_t>(i));
  if (node.has_input(3)) {
    TRY_ASSIGN(axes, node.need_ints(3, "axes"));
  }
  if (node.has_input(4)) {
    TRY_ASSIGN(steps, node.need_ints(4, "steps"));
  }
  std::vector<AxisSlice> slices;
  for (size_t i = 0; i < axes.size(); ++i) {
    TRY_ASSIGN(int64_t axis, normalize_axis(axes[i], rank));
    if (steps[i] < 1) return unsupported("a slice backwards");
    AxisSlice slice{axis, begins[i], ends[i], steps[i]};
    // Ends far beyond any size mean the end.
    if (ends[i] > INT32_MAX) slice.end.reset();
    if (begins[i] == 0) slice.begin.reset();
    slices.push_back(slice);
  }
  TRY_ASSIGN(TensorRef input, node.input(0));
  CallWriter call = node.operation("GetItem", "numpy");
  return node.finish(call.tensor(input).json(slice_key(slices, rank)));
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  const ConfigValue* key = call.argument(1, "key");
  if (!key) return corrupt("GetItem needs a key");
  TRY_ASSIGN(x, get_item(call, x, *key));
  return call.give(x);
}

}  // namespace

constinit extern const KerasLayer layer_op_get_item{
    .class_name = "GetItem", .module = "keras.src.ops.numpy", .ir = "slice", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_get_item
