#pragma once
// A graph as part of another one.

#include <vector>

#include "graph/builder.h"
#include "uses/embed.h"

namespace ponte::embed {

/// Copies the constants and nodes of `source` into `target`, under their names where those are free. `inputs` has a
/// value of `target` for each input of `source`; what is returned has one for every value.
Result<std::vector<ValueId>> inline_graph(const Graph& source, const std::vector<ValueId>& inputs, Graph& target);

}  // namespace ponte::embed
