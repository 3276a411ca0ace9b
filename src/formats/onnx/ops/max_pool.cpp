#include "formats/onnx/windows.h"

namespace ponte::onnx::ops_max_pool {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(OnnxWindow window, read_window(node, 0, std::nullopt));
  TRY_ASSIGN(bool ceil, node.boolean("ceil_mode", false));
  node.ignore("storage_order");  // the order of the indices, which only have a meaning when somebody uses them
  return node.emit("max_pool", {node.input(0)},
                   {{"kernel", std::move(window.kernel)},
                    {"strides", std::move(window.strides)},
                    {"pads", std::move(window.pads)},
                    {"dilations", std::move(window.dilations)},
                    {"ceil", ceil}});
}

Result<> write(NodeWriter& node) {
  node.input(0);
  node.integers("kernel_shape", node.attrs().integers("kernel"));
  node.integers("strides", node.attrs().integers("strides"));
  node.integers("pads", node.attrs().integers("pads"));
  node.integers("dilations", node.attrs().integers("dilations"));
  node.boolean("ceil_mode", node.attrs().boolean("ceil"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_max_pool{.onnx = "MaxPool", .ir = "max_pool", .read = read, .write = write};

}  // namespace ponte::onnx::ops_max_pool
