#pragma once
// QuantizeLinear and DequantizeLinear.

#include "formats/onnx/plain.h"

namespace ponte::onnx {

/// The axis along which the scales lie. With a single scale it has no meaning and is 1.
Result<int64_t> read_quantization_axis(NodeReader& node);
void write_quantization_axis(NodeWriter& node);

/// 4-bit and 16-bit integers came with opset 21.
Result<> check_quantized_type(const NodeWriter& node, DType type);

}  // namespace ponte::onnx
