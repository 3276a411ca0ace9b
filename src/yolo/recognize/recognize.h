#pragma once
// Finds the head of a graph that already has outputs, by its structure: what the raw maps feed, and how.

#include "yolo/head/head.h"

namespace ponte::yolo {

/// The head whose decoded outputs the graph has, for graphs of any origin: the convolutions that are last on the way to
/// an output, told apart by what lies between. No name and no metadata is looked at. Unsupported, with the reason, when
/// the outputs are not those of a head that ponte knows.
Result<Head> recognize_head(const Graph& graph);

/// The same for a graph that is quantized throughout, seen without its roundings. The raw maps are those of `graph`, as
/// numbers before they are rounded.
Result<Head> recognize_quantized_head(const Graph& graph);

}  // namespace ponte::yolo
