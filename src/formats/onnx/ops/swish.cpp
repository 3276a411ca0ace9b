#include "formats/onnx/node_reader.h"

namespace ponte::onnx::ops_swish {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(double alpha, node.number("alpha", 1));
  if (alpha == 1) return node.emit("silu", {node.input(0)});
  ValueId scale = node.add_constant(tensor_from_doubles({&alpha, 1}, node.dtype(0), {}), "alpha");
  TRY_ASSIGN(ValueId scaled, node.add("mul", {node.input(0), scale}, {}, "scaled"));
  TRY_ASSIGN(ValueId gate, node.add("sigmoid", {scaled}, {}, "gate"));
  return node.emit("mul", {node.input(0), gate});
}

}  // namespace

// Read only: ONNX Runtime 1.32 has no kernel for it, so that a file with it would not run. x sigmoid(x) is written.
constinit extern const OnnxOp onnx_swish{.onnx = "Swish", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::onnx::ops_swish
