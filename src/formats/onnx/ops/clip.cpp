#include <limits>

#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_clip {

namespace {

// Before opset 11 the limits were attributes; the largest float stood for no limit.
Result<ValueId> limit(NodeReader& node, std::string_view name, double none) {
  if (!node.has(name)) return ValueId{};
  TRY_ASSIGN(double value, node.number(name));
  if (static_cast<float>(value) == static_cast<float>(none)) return ValueId{};
  return node.add_constant(tensor_from_doubles({&value, 1}, node.dtype(0), {}), name);
}

Result<> read(NodeReader& node) {
  if (node.opset() >= 11) return node.emit("clip", node.all_inputs());
  constexpr double kLargest = std::numeric_limits<float>::max();
  TRY_ASSIGN(ValueId min, limit(node, "min", -kLargest));
  TRY_ASSIGN(ValueId max, limit(node, "max", kLargest));
  return node.emit("clip", {node.input(0), min, max});
}

}  // namespace

constinit extern const OnnxOp onnx_clip{.onnx = "Clip", .ir = "clip", .read = read, .write = write_plain};

}  // namespace ponte::onnx::ops_clip
