#include <cmath>
#include <numbers>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_gelu {

namespace {

constexpr AttrSpec kAttrs[] = {{"approximate", AttrType::text, std::nullopt, "none"}};

double exact(double x) { return 0.5 * x * (1 + std::erf(x / std::numbers::sqrt2)); }

double by_tanh(double x) {
  double scale = std::sqrt(2 / std::numbers::pi);
  return 0.5 * x * (1 + std::tanh(scale * (x + 0.044715 * x * x * x)));
}

Result<bool> approximates(const OpContext& context) {
  const std::string& approximate = context.attrs.text("approximate");
  if (approximate != "none" && approximate != "tanh") return corrupt("there is no approximation {}", approximate);
  return approximate == "tanh";
}

Result<Facts> infer(const OpContext& context) {
  TRY(approximates(context));
  return infer_same(context);
}

Result<Tensors> evaluate(const OpContext& context) {
  TRY_ASSIGN(bool approximate, approximates(context));
  return evaluate_unary(context, approximate ? by_tanh : exact);
}

}  // namespace

constinit extern const OpInfo op_gelu{
    .name = "gelu", .arity = {1, 1}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_gelu
