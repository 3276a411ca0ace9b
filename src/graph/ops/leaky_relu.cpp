#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_leaky_relu {

namespace {

constexpr AttrSpec kAttrs[] = {{"alpha", AttrType::number, 0.01}};

Result<Tensors> evaluate(const OpContext& context) {
  double alpha = context.attrs.number("alpha");
  return evaluate_unary(context, [alpha](double x) { return x < 0 ? alpha * x : x; });
}

}  // namespace

constinit extern const OpInfo op_leaky_relu{
    .name = "leaky_relu", .arity = {1, 1}, .attrs = kAttrs, .infer = infer_same, .evaluate = evaluate};

}  // namespace ponte::graph::ops_leaky_relu
