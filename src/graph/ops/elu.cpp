#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_elu {

namespace {

constexpr AttrSpec kAttrs[] = {{"alpha", AttrType::number, 1}};

Result<Tensors> evaluate(const OpContext& context) {
  double alpha = context.attrs.number("alpha");
  return evaluate_unary(context, [alpha](double x) { return x < 0 ? alpha * std::expm1(x) : x; });
}

}  // namespace

constinit extern const OpInfo op_elu{
    .name = "elu", .arity = {1, 1}, .attrs = kAttrs, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_elu
