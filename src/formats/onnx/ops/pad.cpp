#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_pad {

namespace {

// Pads of some axes (opset 18) to pads of all.
Result<ValueId> pads_of_all(NodeReader& node) {
  TRY_ASSIGN(Dims some, node.need_ints(1, "pads"));
  TRY_ASSIGN(Dims axes, node.need_ints(3, "axes"));
  size_t rank = node.rank(0);
  if (some.size() != 2 * axes.size()) return corrupt("Pad has {} pads for {} axes", some.size(), axes.size());
  Dims all(2 * rank);
  for (size_t i = 0; i < axes.size(); ++i) {
    TRY_ASSIGN(int64_t axis, normalize_axis(axes[i], rank));
    all[static_cast<size_t>(axis)] = some[i];
    all[rank + static_cast<size_t>(axis)] = some[axes.size() + i];
  }
  return node.add_constant(Tensor::ints(std::move(all)), "pads");
}

// Before opset 11 pads and value were attributes.
Result<> read_attributes(NodeReader& node, const std::string& mode) {
  TRY_ASSIGN(Dims pads, node.integers("pads"));
  TRY_ASSIGN(double value, node.number("value", 0));
  std::vector<ValueId> inputs{node.input(0), node.add_constant(Tensor::ints(std::move(pads)), "pads")};
  if (value != 0) inputs.push_back(node.add_constant(tensor_from_doubles({&value, 1}, node.dtype(0), {}), "value"));
  return node.emit("pad", std::move(inputs), {{"mode", mode}});
}

Result<> read(NodeReader& node) {
  TRY_ASSIGN(std::string mode, node.text("mode", "constant"));
  if (mode == "wrap") return unsupported("Pad with mode wrap is not supported");
  if (node.opset() < 11) return read_attributes(node, mode);
  if (!node.has_input(1)) return corrupt("Pad needs its pads");
  if (!node.has_input(3)) return node.emit("pad", node.all_inputs(), {{"mode", mode}});
  TRY_ASSIGN(ValueId pads, pads_of_all(node));
  return node.emit("pad", {node.input(0), pads, node.input(2)}, {{"mode", mode}});
}

Result<> write(NodeWriter& node) {
  node.same_inputs();
  node.text("mode", node.attrs().text("mode"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_pad{.onnx = "Pad", .ir = "pad", .read = read, .write = write};

}  // namespace ponte::onnx::ops_pad
