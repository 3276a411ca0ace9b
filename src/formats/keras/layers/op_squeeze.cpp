#include <algorithm>

#include "formats/keras/read/layer_reader.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_op_squeeze {

namespace {

/// One axis after the other, from the end.
Result<> write(LayerWriter& node) {
  TRY_ASSIGN(TensorRef tensor, node.input(0));
  Dims axes = node.attrs().integers("axes");
  std::sort(axes.rbegin(), axes.rend());
  Shape shape = node.shape(0);
  for (size_t i = 0; i < axes.size(); ++i) {
    shape.erase(shape.begin() + axes[i]);
    CallWriter call = node.operation("Squeeze", "numpy", i + 1 == axes.size() ? "" : fmt::format(".{}", i));
    call.config().member("axis", axes[i]);
    TRY_ASSIGN(tensor, call.tensor(tensor).finish(shape, node.fact(0).dtype));
  }
  node.bind(0, tensor);
  return {};
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  Dims ones;
  for (size_t i = 0; i < call.rank(x); ++i)
    if (call.shape(x)[i] == Dim(1)) ones.push_back(static_cast<int64_t>(i));
  TRY_ASSIGN(Dims axes, call.has("axis") ? call.axes("axis", call.rank(x)) : Result<Dims>(std::move(ones)));
  return call.give(axes.empty() ? x : call.b.add("squeeze", {x}, {{"axes", std::move(axes)}}));
}

}  // namespace

constinit extern const KerasLayer layer_op_squeeze{
    .class_name = "Squeeze", .module = "keras.src.ops.numpy", .ir = "squeeze", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_squeeze
