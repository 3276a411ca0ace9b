#include "formats/onnx/windows.h"

namespace ponte::onnx::ops_conv_integer {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(Attrs attrs, read_conv_attrs(node, 0, 1));
  return node.emit("conv_integer", node.all_inputs(), std::move(attrs));
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  write_conv_attrs(node, 1);
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_conv_integer{
    .onnx = "ConvInteger", .ir = "conv_integer", .inputs = 2, .read = read, .write = write};

}  // namespace ponte::onnx::ops_conv_integer
