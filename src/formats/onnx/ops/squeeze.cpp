#include "formats/onnx/axes.h"
#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_squeeze {

namespace {

Result<Dims> axes_of_size_one(const Shape& shape) {
  if (!all_known(shape)) return unsupported("Squeeze without axes of [{}] is not supported", shape_text(shape));
  Dims axes;
  for (size_t i = 0; i < shape.size(); ++i)
    if (shape[i].size == 1) axes.push_back(static_cast<int64_t>(i));
  return axes;
}

Result<> read(NodeReader& node) {
  TRY_ASSIGN(std::optional<Dims> axes, read_axes(node, node.rank(0)));
  if (!axes) {
    TRY_ASSIGN(axes, axes_of_size_one(node.shape(0)));
  }
  return node.emit("squeeze", {node.input(0)}, {{"axes", std::move(*axes)}});
}

Result<> write(NodeWriter& node) {
  node.input(0);
  node.ints_input(node.attrs().integers("axes"), "axes");
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_squeeze{
    .onnx = "Squeeze", .ir = "squeeze", .since = 13, .read = read, .write = write};

}  // namespace ponte::onnx::ops_squeeze
