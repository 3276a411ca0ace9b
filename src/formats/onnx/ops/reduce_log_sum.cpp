#include "formats/onnx/reductions.h"

namespace ponte::onnx::ops_reduce_log_sum {

namespace {

Result<> read(NodeReader& node) {
  TRY_ASSIGN(std::optional<Attrs> attrs, read_reduction_attrs(node));
  if (!attrs) return node.emit("log", {node.input(0)});
  TRY_ASSIGN(ValueId sum, node.add("reduce_sum", {node.input(0)}, std::move(*attrs), "sum"));
  return node.emit("log", {sum});
}

}  // namespace

constinit extern const OnnxOp onnx_reduce_log_sum{.onnx = "ReduceLogSum", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::onnx::ops_reduce_log_sum
