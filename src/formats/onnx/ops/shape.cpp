#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_shape {

namespace {

// Counts from the end when negative, and stops at the ends.
int64_t clamped(int64_t index, int64_t rank) { return std::clamp<int64_t>(index < 0 ? index + rank : index, 0, rank); }

Result<> read(NodeReader& node) {
  int64_t rank = static_cast<int64_t>(node.rank(0));
  TRY_ASSIGN(int64_t start, node.integer("start", 0));
  TRY_ASSIGN(int64_t end, node.integer("end", rank));
  Attrs attrs{{"start", clamped(start, rank)}};
  if (clamped(end, rank) < rank) attrs.set("end", clamped(end, rank));
  return node.emit("shape", {node.input(0)}, std::move(attrs));
}

Result<> write(NodeWriter& node) {
  node.input(0);
  int64_t start = node.attrs().integer("start"), end = node.attrs().integer("end");
  int64_t rank = static_cast<int64_t>(node.fact(0).shape.size());
  if (start == 0 && end >= rank) return {};
  TRY(node.need_opset(15, "shape of some axes"));
  node.integer("start", start);
  if (end < rank) node.integer("end", end);
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_shape{.onnx = "Shape", .ir = "shape", .read = read, .write = write};

}  // namespace ponte::onnx::ops_shape
