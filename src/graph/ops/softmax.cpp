#include <cmath>

#include "graph/evaluate/evaluate_softmax.h"

namespace ponte::graph::ops_softmax {

namespace {

Result<Tensors> evaluate(const OpContext& context) {
  return evaluate_softmax(context, [](double x, double log_total) { return std::exp(x - log_total); });
}

}  // namespace

constinit extern const OpInfo op_softmax{
    .name = "softmax", .arity = {1, 1}, .attrs = kSoftmaxAttrs, .infer = infer_softmax, .evaluate = evaluate};

}  // namespace ponte::graph::ops_softmax
