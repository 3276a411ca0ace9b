#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_gelu {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(std::string approximate, node.text("approximate", "none"));
  return node.emit("gelu", {node.input(0)}, {{"approximate", approximate}});
}

Result<> write(NodeWriter& node) {
  node.input(0);
  node.text("approximate", node.attrs().text("approximate"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_gelu{.onnx = "Gelu", .ir = "gelu", .since = 20, .read = read, .write = write};

}  // namespace ponte::onnx::ops_gelu
