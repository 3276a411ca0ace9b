#include "graph/affine.h"
#include "graph/evaluate/evaluate_quantize.h"

namespace ponte::graph::ops_dequantize_linear {

namespace {

constexpr AttrSpec kAttrs[] = {{"axis", AttrType::integer, 1}};

Result<Facts> infer(const OpContext& context) {
  TRY(check_scale(context));
  return one_fact(context.dtype(1), context.shape(0));
}

// (x - zero) * scale
Result<Tensors> evaluate(const OpContext& context) {
  TRY_ASSIGN(QuantizedView view, quantized_view(context));
  Dims values = context.constant(0)->to_ints();
  std::vector<float> result(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    size_t entry = view.entry(i);
    result[i] = dequantize(static_cast<float>(values[i] - view.zeros[entry]), view.scales[entry], 0);
  }
  Tensor floats = Tensor::of<float>(std::move(result), context.constant(0)->dims());
  TRY_ASSIGN(Tensor converted, cast_tensor(floats, context.dtype(1)));
  return Tensors{std::move(converted)};
}

}  // namespace

constinit extern const OpInfo op_dequantize_linear{
    .name = "dequantize_linear", .arity = {2, 3}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_dequantize_linear
