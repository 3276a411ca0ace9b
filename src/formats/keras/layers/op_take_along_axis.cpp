#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_take_along_axis {

namespace {

Result<> write(LayerWriter& node) {
  CallWriter call = node.operation("TakeAlongAxis", "numpy");
  call.config().member("axis", node.attrs().integer("axis"));
  TRY(add_operand(node, call, 0));
  TRY(add_operand(node, call, 1));
  return node.finish(call);
}

// Axes of 1 of the indices are spread over the tensor's.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(std::vector<ValueId> indices, call.operands({call.argument(1, "indices")}));
  if (!call.has("axis")) return unsupported("TakeAlongAxis without an axis is not supported");
  TRY_ASSIGN(int64_t axis, call.axis("axis", call.rank(x)));
  if (call.rank(indices[0]) != call.rank(x))
    return corrupt("indices [{}] into [{}]", shape_text(call.shape(indices[0])), shape_text(call.shape(x)));
  Dims spread(call.rank(x), 1);
  bool wider = false;
  for (size_t i = 0; i < spread.size(); ++i) {
    const Dim &whole = call.shape(x)[i], &given = call.shape(indices[0])[i];
    if (static_cast<int64_t>(i) == axis || given == whole || given != Dim(1)) continue;
    if (!whole.known()) return unsupported("indices that are spread over an axis of open size are not supported");
    spread[i] = whole.size;
    wider = true;
  }
  ValueId places = indices[0];
  if (wider) places = call.b.add("expand", {places, call.b.ints(std::move(spread), "shape")}, {}, "indices");
  return call.give(call.b.add("gather_elements", {x, places}, {{"axis", axis}}));
}

}  // namespace

constinit extern const KerasLayer layer_op_take_along_axis{.class_name = "TakeAlongAxis",
                                                           .module = "keras.src.ops.numpy",
                                                           .ir = "gather_elements",
                                                           .read = read,
                                                           .write = write};

}  // namespace ponte::keras::layers_op_take_along_axis
