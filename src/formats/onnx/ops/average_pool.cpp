#include "formats/onnx/windows.h"

namespace ponte::onnx::ops_average_pool {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(OnnxWindow window, read_window(node, 0, std::nullopt));
  if (std::any_of(window.dilations.begin(), window.dilations.end(), [](int64_t dilation) { return dilation != 1; }))
    return unsupported("AveragePool with dilations [{}] is not supported", dims_text(window.dilations));
  TRY_ASSIGN(bool ceil, node.boolean("ceil_mode", false));
  TRY_ASSIGN(bool count_include_pad, node.boolean("count_include_pad", false));
  return node.emit("average_pool", {node.input(0)},
                   {{"kernel", std::move(window.kernel)},
                    {"strides", std::move(window.strides)},
                    {"pads", std::move(window.pads)},
                    {"ceil", ceil},
                    {"count_include_pad", count_include_pad}});
}

Result<> write(NodeWriter& node) {
  node.input(0);
  node.integers("kernel_shape", node.attrs().integers("kernel"));
  node.integers("strides", node.attrs().integers("strides"));
  node.integers("pads", node.attrs().integers("pads"));
  node.boolean("ceil_mode", node.attrs().boolean("ceil"));
  node.boolean("count_include_pad", node.attrs().boolean("count_include_pad"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_average_pool{
    .onnx = "AveragePool", .ir = "average_pool", .read = read, .write = write};

}  // namespace ponte::onnx::ops_average_pool
