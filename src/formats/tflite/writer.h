#pragma once
// Writes TFLite models that LiteRT and older runtimes take as they are.

#include <string>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "graph/graph.h"
#include "ponte/convert.h"
#include "uses/tflite.h"

namespace ponte::tflite {

using Metadata = std::vector<std::pair<std::string, std::string>>;

struct WriteOptions {
  Precision weights = Precision::fp32;
  Metadata metadata;  ///< goes into the member metadata.json of the zip archive at the file's end
};

/// True when an operator of TFLite can stand for this one.
bool can_write(const OpInfo& op);

/// Writes a `.tflite` file. The graph has channels last; 64-bit integers become 32-bit ones; one size per shape may be
/// open. It is taken over: weights are let go as they are written. Nodes that no operator can stand for are all named
/// in one error.
Result<> write_tflite(Graph graph, const WriteOptions& options, AtomicFile& file);

}  // namespace ponte::tflite
