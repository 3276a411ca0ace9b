#include "graph/evaluate/evaluate_softmax.h"

namespace ponte::graph::ops_log_softmax {

namespace {

Result<Tensors> evaluate(const OpContext& context) {
  return evaluate_softmax(context, [](double x, double log_total) { return x - log_total; });
}

}  // namespace

constinit extern const OpInfo op_log_softmax{
    .name = "log_softmax", .arity = {1, 1}, .attrs = kSoftmaxAttrs, .infer = infer_softmax, .evaluate = evaluate};

}  // namespace ponte::graph::ops_log_softmax
