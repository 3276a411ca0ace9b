#pragma once
// Writes SavedModels: folders that TensorFlow loads without Python code of the model.

#include <string>
#include <utility>
#include <vector>

#include "base/atomic_folder.h"
#include "graph/graph.h"
#include "uses/saved_model.h"

namespace ponte::saved_model {

using Metadata = std::vector<std::pair<std::string, std::string>>;

/// True when some operator of TensorFlow can stand for this one.
bool can_write(const OpInfo& op);

/// Fills `folder` with saved_model.pb, variables/ and metadata.yaml. The graph has channels last; named dimensions stay
/// open. Weights become trainable variables. The graph is taken over: weights are let go as they are written. Nodes
/// that no operator can stand for are all named in one error.
Result<> write_saved_model(Graph graph, const Metadata& metadata, const AtomicFolder& folder);

}  // namespace ponte::saved_model
