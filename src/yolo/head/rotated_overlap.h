#pragma once
// Overlap of rotated boxes as part of a graph.

#include "graph/builder.h"
#include "uses/yolo.h"

namespace ponte::yolo {

/// Gaussians that stand for rotated boxes: centre, covariance and its determinant, each (B, n).
struct RotatedGaussians {
  ValueId x, y, xx, yy, xy, determinant;
};

/// Of boxes with centres and sizes (B, n, 2) and angles (B, n) in radians.
RotatedGaussians emit_gaussians(GraphBuilder& builder, ValueId centres, ValueId sizes, ValueId angles);

/// (B, m, n) overlap of m rotated boxes with n others: one minus the Hellinger distance of their Gaussians
/// (probIoU, arXiv:2106.06072), with the small numbers of Ultralytics' utils/metrics.py. As src/vision/rotated.cpp.
ValueId emit_rotated_overlaps(GraphBuilder& builder, const RotatedGaussians& one, const RotatedGaussians& other);

}  // namespace ponte::yolo
