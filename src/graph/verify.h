#pragma once
// The invariants of a graph.

#include "graph/graph.h"

namespace ponte::graph {

/// Infers every fact again and compares; checks the running order, the lists of consumers, that names are unique and
/// that each output is the result of a node. A breach is a bug of ours: the error is `internal` and names the node or
/// value. Reads no tensor but small integer ones.
Result<> verify(const Graph& graph);

}  // namespace ponte::graph
