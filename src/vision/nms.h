#pragma once
// From the scores of every anchor to the few boxes that are kept.

#include <cstddef>
#include <span>
#include <vector>

#include "vision/box.h"
#include "vision/spec.h"

namespace ponte::vision {

/// Numbers by (anchor, column) in either memory order, so that a model's output is read where it lies.
struct AnchorTable {
  const float* data = nullptr;
  size_t anchors = 0, columns = 0;
  size_t anchor_stride = 0, column_stride = 0;  ///< in floats

  float operator()(size_t anchor, size_t column) const { return data[anchor * anchor_stride + column * column_stride]; }
};

/// What the four columns of a box are.
enum class BoxForm {
  corners,  ///< x1 y1 x2 y2
  centre,   ///< centre x, centre y, width, height
};

struct Detection {
  Box box;
  float confidence = 0;
  int class_index = 0;
  int anchor = 0;  ///< its row, where coefficients and keypoints are found too
};

struct NmsOptions {
  float confidence = 0.25f;  ///< a score must be over it
  double iou = 0.7;          ///< a box that overlaps a better one by more is dropped
  int max_detections = 300;
  bool class_agnostic = false;   ///< boxes of different classes suppress each other too
  std::span<const int> classes;  ///< only these; empty: all. Asked after the best class of an anchor is known.
  ClassSeparation separation = ClassSeparation::offset;
  RotatedLimit rotated_limit = RotatedLimit::exceeded;
};

/// The anchors whose best class is over the threshold: the best 30000 in order of falling confidence. Equal scores keep
/// the order of their anchors. Both tables have the same anchors; boxes have 4 columns, scores one per class. An anchor
/// with NaN among its scores is dropped.
std::vector<Detection> select_candidates(const AnchorTable& boxes, BoxForm form, const AnchorTable& scores,
                                         const NmsOptions& options);

/// Greedy suppression of candidates in order of falling confidence.
std::vector<Detection> suppress(std::span<const Detection> candidates, const NmsOptions& options);

/// The same for boxes that are turned about their centres by the angles (one column of radians) of their anchors: a box
/// goes when any better one, kept or not, overlaps it too much ("fast NMS", with the overlap of rotated.h). The boxes
/// of candidates and result are those before they are turned.
std::vector<Detection> suppress_rotated(std::span<const Detection> candidates, const AnchorTable& angles,
                                        const NmsOptions& options);

/// Ultralytics' `non_max_suppression` as predict runs it.
inline std::vector<Detection> select_and_suppress(const AnchorTable& boxes, BoxForm form, const AnchorTable& scores,
                                                  const NmsOptions& options) {
  return suppress(select_candidates(boxes, form, scores, options), options);
}

/// The box of an anchor, from columns 0 to 3.
Box read_box(const AnchorTable& boxes, BoxForm form, size_t anchor);

/// True when a class is among those asked for; all are when none is named.
bool is_wanted(std::span<const int> classes, int class_index);

/// Intersection over union in float32; 0 or NaN when nothing is shared.
float box_iou(const Box& a, const Box& b);

}  // namespace ponte::vision
