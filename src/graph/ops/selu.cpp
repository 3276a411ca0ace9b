#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_selu {

namespace {

constexpr AttrSpec kAttrs[] = {{"alpha", AttrType::number, 1.67326319217681884765625},
                               {"gamma", AttrType::number, 1.05070102214813232421875}};

Result<Tensors> evaluate(const OpContext& context) {
  double alpha = context.attrs.number("alpha"), gamma = context.attrs.number("gamma");
  return evaluate_unary(context, [alpha, gamma](double x) { return gamma * (x < 0 ? alpha * std::expm1(x) : x); });
}

}  // namespace

constinit extern const OpInfo op_selu{
    .name = "selu", .arity = {1, 1}, .attrs = kAttrs, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_selu
