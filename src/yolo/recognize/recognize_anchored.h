#pragma once
// The anchor-based head of the YOLOv5 repository, found by its structure.

#include "yolo/head/head.h"
#include "yolo/recognize/raw_maps.h"

namespace ponte::yolo {

/// One map per level whose channels are cut in (anchors, numbers) and all pass a sigmoid and sums.
bool is_anchored(const Graph& graph, const std::vector<RawMap>& maps);

Result<Head> recognize_anchored(const Graph& graph, const std::vector<RawMap>& maps);

}  // namespace ponte::yolo
