#pragma once
// Nodes that are computed once, before the model runs.

#include "graph/patch.h"
#include "uses/passes.h"

namespace ponte::passes {

bool has_constant_inputs(const Graph& graph, const Node& node);

/// Replaces the outputs of a node whose inputs are constants by what it computes.
Result<> replace_by_results(const Graph& graph, const Node& node, Patch& patch);

}  // namespace ponte::passes
