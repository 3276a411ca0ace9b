#include "formats/onnx/quantization.h"

namespace ponte::onnx::ops_dequantize_linear {

namespace {

Result<> read(NodeReader& node) {
  TRY(node.only("block_size", 0));
  TRY_ASSIGN(int64_t output, node.integer("output_dtype", 0));
  if (output != 0 && output != dtype_to_onnx(node.dtype(1)))
    return unsupported("DequantizeLinear to another type than that of its scale is not supported");
  TRY_ASSIGN(int64_t axis, read_quantization_axis(node));
  return node.emit("dequantize_linear", node.all_inputs(), {{"axis", axis}});
}

Result<> write(NodeWriter& node) {
  TRY(check_quantized_type(node, node.fact(0).dtype));
  node.same_inputs();
  write_quantization_axis(node);
  return {};
}

}  // namespace

constinit extern const OnnxOp onnx_dequantize_linear{
    .onnx = "DequantizeLinear", .ir = "dequantize_linear", .inputs = 2, .read = read, .write = write};

}  // namespace ponte::onnx::ops_dequantize_linear
