#pragma once
// In which form weights are kept.

#include "graph/graph.h"
#include "uses/tflite.h"

namespace ponte::tflite {

/// True when at least three quarters of what could be halved keeps its values as halves: the weights of a checkpoint
/// do, those that were rewritten before they came here do not. Writing the rest as float32 then costs little.
bool most_are_halves(const Graph& graph);

}  // namespace ponte::tflite
