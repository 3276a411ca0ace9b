#include <algorithm>

#include "formats/keras/read/layer_reader.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_op_expand_dims {

namespace {

/// One axis after the other, from the front.
Result<> write(LayerWriter& node) {
  TRY_ASSIGN(TensorRef tensor, node.input(0));
  Dims axes = node.attrs().integers("axes");
  std::sort(axes.begin(), axes.end());
  Shape shape = node.shape(0);
  for (size_t i = 0; i < axes.size(); ++i) {
    shape.insert(shape.begin() + axes[i], Dim(1));
    CallWriter call = node.operation("ExpandDims", "numpy", i + 1 == axes.size() ? "" : fmt::format(".{}", i));
    call.config().member("axis", axes[i]);
    TRY_ASSIGN(tensor, call.tensor(tensor).finish(shape, node.fact(0).dtype));
  }
  node.bind(0, tensor);
  return {};
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(Dims axes, call.integers("axis"));
  for (int64_t& axis : axes) {
    TRY_ASSIGN(axis, normalize_axis(axis, call.rank(x) + axes.size()));
  }
  return call.give(call.b.add("unsqueeze", {x}, {{"axes", std::move(axes)}}));
}

}  // namespace

constinit extern const KerasLayer layer_op_expand_dims{
    .class_name = "ExpandDims", .module = "keras.src.ops.numpy", .ir = "unsqueeze", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_expand_dims
