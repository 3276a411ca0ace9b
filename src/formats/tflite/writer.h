#pragma once
// Writes TFLite models that LiteRT and older runtimes take as they are.

#include <string>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "graph/graph.h"
#include "uses/tflite.h"

namespace ponte::tflite {

using Metadata = std::vector<std::pair<std::string, std::string>>;

/// How weights are kept. Activations are float32 in every case.
enum class WeightForm {
  f32,
  f16,           ///< half precision, widened when the model is loaded
  int8,          ///< 8 bits with a scale per output channel, widened when the model is loaded
  int8_dynamic,  ///< the same, and convolutions take them as they are: inputs are quantized while the model runs
};

struct WriteOptions {
  WeightForm weights = WeightForm::f32;
  Metadata metadata;  ///< goes into the member metadata.json of the zip archive at the file's end
};

/// True when an operator of TFLite can stand for this one.
bool can_write(const OpInfo& op);

/// Writes a `.tflite` file. The graph has channels last; 64-bit integers become 32-bit ones; one size per shape may be
/// open. It is taken over: weights are let go as they are written. Nodes that no operator can stand for are all named
/// in one error.
Result<> write_tflite(Graph graph, const WriteOptions& options, AtomicFile& file);

}  // namespace ponte::tflite
