#include "graph/affine.h"
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
  if (dtype_bits(dtype) > 32) return unsupported("quantization to {} is not supported", dtype_name(dtype));
  std::vector<float> values = context.constant(0)->to_floats();
  std::vector<double> result(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    size_t entry = view.entry(i);
    result[i] = quantize(values[i], view.scales[entry], static_cast<double>(view.zeros[entry]), integer_range(dtype));
  }
  return Tensors{tensor_of(std::move(result), dtype, context.constant(0)->dims())};
}

}  // namespace

constinit extern const OpInfo op_quantize_linear{
    .name = "quantize_linear", .arity = {2, 3}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_quantize_linear
