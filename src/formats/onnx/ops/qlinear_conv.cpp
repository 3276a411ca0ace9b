#include "formats/onnx/windows.h"

namespace ponte::onnx::ops_qlinear_conv {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(Attrs attrs, read_conv_attrs(node, 0, 3));
  return node.emit("qlinear_conv", node.all_inputs(), std::move(attrs));
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  write_conv_attrs(node, 3);
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_qlinear_conv{
    .onnx = "QLinearConv", .ir = "qlinear_conv", .inputs = 8, .read = read, .write = write};

}  // namespace ponte::onnx::ops_qlinear_conv
