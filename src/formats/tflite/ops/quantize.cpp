#include <cmath>

#include "formats/tflite/op_reader.h"

namespace ponte::tflite::ops_quantize {

namespace {

/// The factor between two scales as XNNPACK, LiteRT's engine for processors, computes with it: a multiple of 1/256
/// (qs8_vcvt, qu8_vcvt; refused below 1/256 and above 128). Nothing where it takes part as it is.
std::optional<float> rounded_factor(const FileTensor& from, const FileTensor& to) {
  bool is_byte = from.type == to.type && (from.type == TensorType::i8 || from.type == TensorType::u8);
  if (!is_byte || from.quantization.scales.size() != 1 || to.quantization.scales.size() != 1) return std::nullopt;
  float factor = from.quantization.scales[0] / to.quantization.scales[0];
  if (!(factor >= 1.0f / 256 && factor <= 128) || factor == 1) return std::nullopt;
  return std::nearbyint(256 * factor) / 256;
}

/// From one scale to another. XNNPACK rounds ties up, quantize_linear to even: what is added is too little for any
/// other number, they lie 1/256 of a step apart.
Result<> requantize(OpReader& node, ValueId stored, float factor) {
  TRY_ASSIGN(QuantizationValues from, quantization_values(node.b, node.input_tensor(0)));
  float step = node.output_tensor().quantization.scales[0];
  ValueId scale = node.b.scalar(factor * step, "scale");
  ValueId number = node.b.add("dequantize_linear", {stored, scale, from.zero_point}, {}, "dequantize");
  ValueId ties_up = node.b.scalar(step / 1024, "ties_up");
  return node.give(node.b.add("add", {number, ties_up}, {}, "ties_up"));
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId stored, node.stored_value(0));
  if (auto factor = rounded_factor(node.input_tensor(0), node.output_tensor()))
    return requantize(node, stored, *factor);
  TRY_ASSIGN(ValueId number, node.input(0));
  return node.give(number);
}

}  // namespace

constinit extern const TfliteOp op_quantize{.name = "QUANTIZE", .code = 114, .options = 89, .read = read};

}  // namespace ponte::tflite::ops_quantize
