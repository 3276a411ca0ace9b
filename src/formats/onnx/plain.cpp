#include "formats/onnx/plain.h"

namespace ponte::onnx {

Result<> read_plain(NodeReader& node) { return node.emit(node.op().ir, node.all_inputs()); }

Result<> write_plain(NodeWriter& node) {
  node.same_inputs();
  return {};
}

Result<> read_alpha(NodeReader& node) {
  Attrs attrs;
  if (node.has("alpha")) {
    TRY_ASSIGN(double alpha, node.number("alpha"));
    attrs.set("alpha", alpha);
  }
  return node.emit(node.op().ir, {node.input(0)}, std::move(attrs));
}

Result<> write_alpha(NodeWriter& node) {
  node.input(0);
  node.number("alpha", node.attrs().number("alpha"));
  return {};
}

Result<> read_chain(NodeReader& node, std::string_view op) {
  std::vector<ValueId> inputs = node.all_inputs();
  if (inputs.size() == 1) return node.emit("identity", {inputs[0]});
  ValueId left = inputs[0];
  for (size_t i = 1; i + 1 < inputs.size(); ++i) {
    TRY_ASSIGN(left, node.add(op, {left, inputs[i]}, {}, std::to_string(i)));
  }
  return node.emit(op, {left, inputs.back()});
}

}  // namespace ponte::onnx
