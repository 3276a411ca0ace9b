#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_selu {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(double alpha, node.number("alpha", 1.67326319217681884765625));
  TRY_ASSIGN(double gamma, node.number("gamma", 1.05070102214813232421875));
  return node.emit("selu", {node.input(0)}, {{"alpha", alpha}, {"gamma", gamma}});
}

Result<> write(NodeWriter& node) {
  node.input(0);
  node.number("alpha", node.attrs().number("alpha"));
  node.number("gamma", node.attrs().number("gamma"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_selu{.onnx = "Selu", .ir = "selu", .read = read, .write = write};

}  // namespace ponte::onnx::ops_selu
