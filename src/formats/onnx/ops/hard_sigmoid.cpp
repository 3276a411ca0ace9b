#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_hard_sigmoid {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(double alpha, node.number("alpha", 0.2));
  TRY_ASSIGN(double beta, node.number("beta", 0.5));
  return node.emit("hard_sigmoid", {node.input(0)}, {{"alpha", alpha}, {"beta", beta}});
}

Result<> write(NodeWriter& node) {
  node.input(0);
  node.number("alpha", node.attrs().number("alpha"));
  node.number("beta", node.attrs().number("beta"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_hard_sigmoid{
    .onnx = "HardSigmoid", .ir = "hard_sigmoid", .read = read, .write = write};

}  // namespace ponte::onnx::ops_hard_sigmoid
