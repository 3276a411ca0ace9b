#include <algorithm>
#include <cmath>

#include "graph/evaluate/evaluate_quantize.h"

namespace ponte::graph::ops_quantize_linear {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer, 1}, {"to", AttrType::dtype, std::nullopt, "u8"}};

// The zero point, where there is one, says the dtype.
Result<Facts> infer(const OpContext& context) {
  TRY(check_scale(context));
  return one_fact(context.has_input(2) ? context.dtype(2) : context.attrs.dtype("to"), context.shape(0));
}

// round(x / scale) + zero, halves to even, in float as runtimes do; saturates.
Result<Tensors> evaluate(const OpContext& context) {
  TRY_ASSIGN(QuantizedView view, quantized_view(context));
  TRY_ASSIGN(Facts facts, infer(context));
  DType dtype = facts[0].dtype;
  if (!is_integer(dtype)) return unsupported("quantization to {} is not supported", dtype_name(dtype));
  int bits = dtype_bits(dtype);
  if (bits > 32) return unsupported("quantization to {} is not supported", dtype_name(dtype));
  bool is_signed = dtype == DType::i4 || dtype == DType::i8 || dtype == DType::i16 || dtype == DType::i32;
  double least = is_signed ? -std::ldexp(1.0, bits - 1) : 0, most = std::ldexp(1.0, is_signed ? bits - 1 : bits) - 1;
  std::vector<float> values = context.constant(0)->to_floats();
  std::vector<double> result(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    size_t entry = view.entry(i);
    double rounded = std::nearbyint(values[i] / view.scales[entry]) + static_cast<double>(view.zeros[entry]);
    result[i] = std::isnan(rounded) ? static_cast<double>(view.zeros[entry]) : std::clamp(rounded, least, most);
  }
  return Tensors{tensor_of(std::move(result), dtype, context.constant(0)->dims())};
}

}  // namespace

constinit extern const OpInfo op_quantize_linear{
    .name = "quantize_linear", .arity = {2, 3}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_quantize_linear
