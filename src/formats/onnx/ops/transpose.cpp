#include <numeric>

#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_transpose {

namespace {

Result<> read(NodeReader& node) {
  Dims reversed(node.rank(0));
  std::iota(reversed.rbegin(), reversed.rend(), 0);
  TRY_ASSIGN(Dims perm, node.integers("perm", std::move(reversed)));
  return node.emit("transpose", {node.input(0)}, {{"perm", std::move(perm)}});
}

Result<> write(NodeWriter& node) {
  node.input(0);
  node.integers("perm", node.attrs().integers("perm"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_transpose{.onnx = "Transpose", .ir = "transpose", .read = read, .write = write};

}  // namespace ponte::onnx::ops_transpose
