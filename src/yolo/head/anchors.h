#pragma once
// Where the cells of a pyramid lie, as values of the graph.

#include "graph/builder.h"
#include "yolo/head/head.h"

namespace ponte::yolo {

/// Values over all A cells of all levels, finest level first, row-major in each.
struct Anchors {
  ValueId points;   ///< (1, 2, A): x + 0.5, y + 0.5 in cells
  ValueId strides;  ///< (1, 1, A): pixels per cell
};

/// `maps[i]` is any map of level i (B, C, H, W). Sizes that are not known make the form `counted`.
Anchors emit_anchors(GraphBuilder& builder, const std::vector<ValueId>& maps, const std::vector<HeadLevel>& levels,
                     AnchorForm form);

/// Whether the cells of all maps, whose sizes are known, are few enough to be constants; an error of the builder if
/// not.
bool anchors_fit(GraphBuilder& builder, const std::vector<ValueId>& maps);

}  // namespace ponte::yolo
