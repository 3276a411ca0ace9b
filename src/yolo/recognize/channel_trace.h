#pragma once
// Where the channels of a raw map go on their way to the outputs, and what is done to them there.

#include <set>
#include <string>
#include <vector>

#include "graph/graph.h"
#include "uses/yolo.h"

namespace ponte::yolo {

/// What happens to some channels of a map between the map and the outputs.
struct ChannelTrace {
  int64_t first = 0, count = 0;            ///< channels of the map
  std::set<std::string, std::less<>> ops;  ///< operators that they pass through as themselves
  bool subtracted = false;                 ///< they are taken away from something (anchor - distance), or get a sign
  int64_t bins = 0;                        ///< size of the axis that a softmax ran over; 0: there was none
  double first_factor = 0;                 ///< the first constant number they are multiplied with; 0: there was none
  int64_t group = 0;  ///< size of the second part of their first split in two axes (K, group); 0: there was none
};

/// Follows every channel of `map` (B, C, H, W) forward as long as it can be told where it lies.
std::vector<ChannelTrace> trace_channels(const Graph& graph, ValueId map);

/// Whether operator `name` moves or copies elements without changing them.
bool only_moves(std::string_view name);

}  // namespace ponte::yolo
