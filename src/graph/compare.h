#pragma once
// Whether two graphs compute the same in the same way.

#include "graph/graph.h"

namespace ponte::graph {

/// What differs, or nothing when both have inputs of the same names and facts, outputs of the same names, and between
/// them the same operators with equal attributes and constants. Names inside, origins and running order do not count,
/// nor whether equal constants are one.
std::optional<std::string> difference(const Graph& a, const Graph& b);

inline bool isomorphic(const Graph& a, const Graph& b) { return !difference(a, b); }

}  // namespace ponte::graph
