#pragma once
// Writes Keras 3 models: ordinary layers that keras.models.load_model loads in safe mode, from Keras 3.4 on.

#include <string>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "graph/graph.h"
#include "uses/keras.h"

namespace ponte::keras {

using Metadata = std::vector<std::pair<std::string, std::string>>;

struct WriteOptions {
  std::string model_name = "model";
  Metadata metadata;  ///< what goes into metadata.json beside Keras' own keys, under "ponte"
};

/// True when some class of Keras can stand for this operator.
bool can_write(const OpInfo& op);

/// Appends a `.keras` archive to `file`: metadata.json, config.json, model.weights.h5. The graph has channels last;
/// named dimensions stay open. One output is the model's output;
/// several are a dict by name. The graph is taken over: weights are let go as they are written. Nodes that no layer can
/// stand for are all named in one error.
Result<> write_keras(Graph graph, const WriteOptions& options, AtomicFile& file);

}  // namespace ponte::keras
