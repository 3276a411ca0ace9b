#include <algorithm>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_hard_sigmoid {

namespace {

constexpr AttrSpec kAttrs[] = {{"alpha", AttrType::number, 0.2}, {"beta", AttrType::number, 0.5}};

Result<Tensors> evaluate(const OpContext& context) {
  double alpha = context.attrs.number("alpha"), beta = context.attrs.number("beta");
  return evaluate_unary(context, [alpha, beta](double x) { return std::clamp(alpha * x + beta, 0.0, 1.0); });
}

}  // namespace

constinit extern const OpInfo op_hard_sigmoid{
    .name = "hard_sigmoid", .arity = {1, 1}, .attrs = kAttrs, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_hard_sigmoid
