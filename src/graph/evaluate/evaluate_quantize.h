#pragma once
// Scales and zero points of a constant.

#include "graph/evaluate/evaluate.h"
#include "graph/infer/infer_quantize.h"

namespace ponte::graph {

/// One scale and zero point, or one per entry of an axis.
struct QuantizedView {
  std::vector<float> scales;
  Dims zeros;
  size_t length = 1, inner = 1;
  /// Which scale and zero point element i has.
  size_t entry(size_t i) const { return scales.size() == 1 ? 0 : i / inner % length; }
};
/// Of input 0 with scale and zero point in inputs 1 and 2.
Result<QuantizedView> quantized_view(const OpContext& context);

}  // namespace ponte::graph
