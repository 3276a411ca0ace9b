#include "formats/onnx/axes.h"
#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_unsqueeze {

namespace {

// Axes count in the output, whose rank depends on how many there are.
Result<size_t> output_rank(NodeReader& node) {
  if (!node.has("axes")) {
    TRY_ASSIGN(Dims axes, node.need_ints(1, "axes"));
    return node.rank(0) + axes.size();
  }
  TRY_ASSIGN(Dims axes, node.integers("axes"));
  return node.rank(0) + axes.size();
}

Result<> read(NodeReader& node) {
  if (!node.has("axes") && !node.has_input(1)) return corrupt("Unsqueeze needs axes");
  TRY_ASSIGN(size_t rank, output_rank(node));
  TRY_ASSIGN(std::optional<Dims> axes, read_axes(node, rank));
  return node.emit("unsqueeze", {node.input(0)}, {{"axes", std::move(*axes)}});
}

Result<> write(NodeWriter& node) {
  node.input(0);
  node.ints_input(node.attrs().integers("axes"), "axes");
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_unsqueeze{
    .onnx = "Unsqueeze", .ir = "unsqueeze", .since = 13, .read = read, .write = write};

}  // namespace ponte::onnx::ops_unsqueeze
