#pragma once
// Scales and zero points of quantized tensors: one number, or one per entry of an axis.

#include "graph/infer/infer.h"

namespace ponte::graph {

/// Input 1 is the scale of input 0, input 2 the zero point. More than one number needs the attribute `axis`.
Result<> check_scale(const OpContext& context);

}  // namespace ponte::graph
