#include "formats/onnx/reductions.h"

#include "formats/onnx/axes.h"

namespace ponte::onnx {

Result<std::optional<Attrs>> read_reduction_attrs(NodeReader& node) {
  TRY_ASSIGN(std::optional<Dims> axes, read_axes(node, node.rank(0)));
  TRY_ASSIGN(bool keep_dims, node.boolean("keepdims", true));
  TRY_ASSIGN(bool noop, node.boolean("noop_with_empty_axes", false));
  if (!axes) axes.emplace();
  if (axes->empty() && noop) return std::nullopt;
  return Attrs{{"axes", std::move(*axes)}, {"keep_dims", keep_dims}};
}

namespace {

// What is left of a reduction over no axes.
Result<> read_elementwise_part(NodeReader& node) {
  std::string_view op = node.op().ir;
  ValueId x = node.input(0);
  if (op == "reduce_sum_square") return node.emit("mul", {x, x});
  return node.emit(op == "reduce_l1" || op == "reduce_l2" ? "abs" : "identity", {x});
}

}  // namespace

Result<> read_reduction(NodeReader& node) {
  TRY_ASSIGN(std::optional<Attrs> attrs, read_reduction_attrs(node));
  if (!attrs) return read_elementwise_part(node);
  return node.emit(node.op().ir, {node.input(0)}, std::move(*attrs));
}

Result<> write_reduction(NodeWriter& node) {
  // ReduceSum takes its axes as an input since opset 13, the others since 18.
  int axes_as_input = node.op().onnx == "ReduceSum" ? 13 : 18;
  const Dims& axes = node.attrs().integers("axes");
  node.input(0);
  if (!axes.empty() && node.opset() >= axes_as_input) node.ints_input(axes, "axes");
  if (!axes.empty() && node.opset() < axes_as_input) node.integers("axes", axes);
  node.boolean("keepdims", node.attrs().boolean("keep_dims"));
  return {};
}

}  // namespace ponte::onnx
