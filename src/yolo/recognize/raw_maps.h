#pragma once
// The maps that a head starts from: what the last convolutions before an output give.

#include "graph/graph.h"
#include "uses/yolo.h"

namespace ponte::yolo {

struct RawMap {
  ValueId value;      ///< (B, C, H, W)
  double stride = 0;  ///< pixels of the network input per cell
};

/// In running order. A convolution that only weighs the bins of a distribution does not count. Unsupported when the
/// stride of a map cannot be determined.
Result<std::vector<RawMap>> find_raw_maps(const Graph& graph, const std::vector<ValueId>& outputs);

}  // namespace ponte::yolo
