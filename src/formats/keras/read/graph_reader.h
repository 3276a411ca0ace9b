#pragma once
// From the calls of a flattened model to the graph.

#include "formats/keras/config/flatten.h"
#include "formats/keras/reader.h"
#include "formats/keras/weights/weights.h"

namespace ponte::keras {

/// Fills graph, parameters and layers of `result`, whose keras_version is set.
Result<> read_graph(const FlatModel& model, const Weights& weights, const ReadOptions& options, KerasModel& result);

/// The calls with what they take.
std::vector<LayerCall> layer_calls(const FlatModel& model);

}  // namespace ponte::keras
