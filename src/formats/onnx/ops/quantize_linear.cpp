#include "formats/onnx/quantization.h"

namespace ponte::onnx::ops_quantize_linear {

namespace {

// The zero point says the output's type; without one it is output_dtype (opset 21), else u8.
Result<DType> output_type(NodeReader& node) {
  TRY_ASSIGN(int64_t stated, node.integer("output_dtype", 0));
  if (node.has_input(2)) return node.dtype(2);
  if (stated == 0) return DType::u8;
  TRY_ASSIGN(int32_t data_type, narrow<int32_t>(stated));
  return dtype_from_onnx(data_type);
}

Result<> read(NodeReader& node) {
  TRY(node.only("block_size", 0));
  TRY(node.only("precision", 0));
  node.ignore("saturate");  // concerns 8-bit floats only
  TRY_ASSIGN(int64_t axis, read_quantization_axis(node));
  TRY_ASSIGN(DType to, output_type(node));
  return node.emit("quantize_linear", node.all_inputs(), {{"axis", axis}, {"to", to}});
}

Result<> write(NodeWriter& node) {
  DType to = node.attrs().dtype("to");
  TRY(check_quantized_type(node, to));
  node.same_inputs();
  write_quantization_axis(node);
  if (node.has_input(2) || to == DType::u8) return {};
  TRY(node.need_opset(21, fmt::format("quantize_linear to {} without a zero point", dtype_name(to))));
  node.integer("output_dtype", dtype_to_onnx(to));
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_quantize_linear{
    .onnx = "QuantizeLinear", .ir = "quantize_linear", .inputs = 2, .read = read, .write = write};

}  // namespace ponte::onnx::ops_quantize_linear
