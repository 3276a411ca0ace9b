#include "formats/onnx/quantization.h"

namespace ponte::onnx {

Result<int64_t> read_quantization_axis(NodeReader& node) {
  TRY_ASSIGN(int64_t axis, node.integer("axis", 1));
  if (node.shape(1).empty() || node.shape(1) == Shape{1}) return 1;
  return normalize_axis(axis, node.rank(0));
}

void write_quantization_axis(NodeWriter& node) {
  const Shape& scale = node.fact(1).shape;
  if (!scale.empty() && scale != Shape{1}) node.integer("axis", node.attrs().integer("axis"));
}

Result<> check_quantized_type(const NodeWriter& node, DType type) {
  bool early = type == DType::i8 || type == DType::u8 || type == DType::i32;
  if (early) return {};
  return node.need_opset(21, fmt::format("{} of {}", node.op().ir, dtype_name(type)));
}

}  // namespace ponte::onnx
