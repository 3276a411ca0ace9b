#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_cast_like {

namespace {

Result<> read(NodeReader& node) {
  node.ignore("saturate");
  node.ignore("round_mode");
  node.ignore_input(1);
  return node.emit("cast", {node.input(0)}, {{"to", node.dtype(1)}});
}

}  // namespace

constinit extern const OnnxOp onnx_cast_like{.onnx = "CastLike", .ir = "", .inputs = 2, .read = read, .write = nullptr};

}  // namespace ponte::onnx::ops_cast_like
