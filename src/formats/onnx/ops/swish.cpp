#include "formats/onnx/plain.h"

namespace ponte {

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

constinit extern const OnnxOp onnx_swish{
    .onnx = "Swish", .ir = "silu", .since = 24, .read = read, .write = write_plain};

}  // namespace ponte
