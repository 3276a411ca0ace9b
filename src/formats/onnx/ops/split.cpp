#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_split {

namespace {

// Equal parts, the last one smaller when they do not come out even.
Result<Dims> equal_sizes(const Dim& size, int64_t parts) {
  if (!size.known()) return unsupported("Split of an axis of unknown size is not supported");
  if (parts < 1 || parts > size.size + 1) return corrupt("Split of {} in {} parts", size.size, parts);
  int64_t part = (size.size + parts - 1) / parts, last = size.size - part * (parts - 1);
  if (last < 0) return corrupt("Split of {} in {} parts", size.size, parts);
  Dims sizes(static_cast<size_t>(parts), part);
  sizes.back() = last;
  return sizes;
}

// The sizes are an attribute before opset 13, then an input; without either, the parts are equal.
Result<Dims> sizes_of(NodeReader& node, int64_t axis) {
  if (node.has("split")) return node.integers("split");
  if (node.has_input(1)) return node.need_ints(1, "sizes");
  int64_t outputs = static_cast<int64_t>(node.output_count());
  TRY(node.only("num_outputs", outputs));
  return equal_sizes(node.shape(0)[static_cast<size_t>(axis)], outputs);
}

Result<> read(NodeReader& node) {
  TRY_ASSIGN(int64_t axis, node.axis("axis", 0));
  TRY_ASSIGN(Dims sizes, sizes_of(node, axis));
  if (sizes.size() != node.output_count())
    return corrupt("Split has {} sizes and {} outputs", sizes.size(), node.output_count());
  return node.emit("split", {node.input(0)}, {{"axis", axis}, {"sizes", std::move(sizes)}});
}

Result<> write(NodeWriter& node) {
  node.input(0);
  node.ints_input(node.attrs().integers("sizes"), "sizes");
  node.integer("axis", node.attrs().integer("axis"));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_split{.onnx = "Split", .ir = "split", .since = 13, .read = read, .write = write};

}  // namespace ponte::onnx::ops_split
