#pragma once
// Runs a graph on tensors, plainly: the operators' own evaluators, and direct loops where they have none.

#include <map>
#include <string>

#include "graph/graph.h"

namespace ponte::passes::test {

using Inputs = std::map<std::string, Tensor>;

/// The outputs in order. An error names the operator that cannot be run.
Result<std::vector<Tensor>> interpret(const Graph& graph, const Inputs& inputs);

/// Uniform in [-1, 1) for floats, 0 or 1 for the rest; sizes that are not known become 2 when they have a name, else 3.
Inputs random_inputs(const Graph& graph, uint64_t seed);

}  // namespace ponte::passes::test
