#pragma once
// From the scores of every anchor to the few boxes that are kept.

#include <cstddef>
#include <span>
#include <vector>

#include "vision/box.h"

namespace ponte {

/// Numbers by (anchor, column) in either memory order, so that a model's output is read where it lies.
struct AnchorTable {
  const float* data = nullptr;
  size_t anchors = 0, columns = 0;
  size_t anchor_stride = 0, column_stride = 0;  ///< in floats

  float operator()(size_t anchor, size_t column) const {
    return data[anchor * anchor_stride + column * column_stride];
  }
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
  float confidence = 0.25f;     ///< a score must be over it
  double iou = 0.7;             ///< a box that overlaps a better one by more is dropped
  int max_detections = 300;
  bool class_agnostic = false;  ///< boxes of different classes suppress each other too
  std::span<const int> classes; ///< only these; empty: all. Asked after the best class of an anchor is known.
};

/// Ultralytics' `non_max_suppression` as predict runs it: the best class of each anchor, the best 30000 candidates,
/// greedy suppression, in order of falling confidence. Equal scores keep the order of their anchors.
/// Both tables have the same anchors; boxes have 4 columns, scores one per class. An anchor with NaN among its
/// scores is dropped. Classes are told apart as there, by adding 7680 times the class in float32 before the overlap.
std::vector<Detection> select_and_suppress(const AnchorTable& boxes, BoxForm form, const AnchorTable& scores,
                                           const NmsOptions& options);

/// Intersection over union in float32; 0 or NaN when nothing is shared.
float box_iou(const Box& a, const Box& b);

}  // namespace ponte
