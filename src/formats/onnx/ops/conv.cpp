#include "formats/onnx/windows.h"

namespace ponte::onnx::ops_conv {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(Attrs attrs, read_conv_attrs(node, 0, 1));
  return node.emit("conv", {node.input(0), node.input(1), node.input(2)}, std::move(attrs));
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  write_conv_attrs(node, 1);
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_conv{.onnx = "Conv", .ir = "conv", .inputs = 2, .read = read, .write = write};

}  // namespace ponte::onnx::ops_conv
