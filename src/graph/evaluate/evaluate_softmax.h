#pragma once
// softmax and log_softmax.

#include "graph/evaluate/evaluate.h"

namespace ponte::graph {

inline constexpr AttrSpec kSoftmaxAttrs[] = {{"axis", AttrType::integer}};

Result<Facts> infer_softmax(const OpContext& context);
/// finish(x, log of the sum of exp along the axis) for each element.
Result<Tensors> evaluate_softmax(const OpContext& context, double (*finish)(double x, double log_total));

}  // namespace ponte::graph
