#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_gemm {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(double alpha, node.number("alpha", 1));
  TRY_ASSIGN(double beta, node.number("beta", 1));
  TRY_ASSIGN(bool transpose_a, node.boolean("transA", false));
  TRY_ASSIGN(bool transpose_b, node.boolean("transB", false));
  return node.emit("gemm", node.all_inputs(),
                   {{"alpha", alpha}, {"beta", beta}, {"transpose_a", transpose_a}, {"transpose_b", transpose_b}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.number("alpha", node.attrs().number("alpha"));
  node.number("beta", node.attrs().number("beta"));
  node.boolean("transA", node.attrs().boolean("transpose_a"));
  node.boolean("transB", node.attrs().boolean("transpose_b"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_gemm{.onnx = "Gemm", .ir = "gemm", .inputs = 2, .read = read, .write = write};

}  // namespace ponte::onnx::ops_gemm
