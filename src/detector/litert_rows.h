#pragma once
// From the outputs of a file that is run as it is to those of HeadLayout::split, which everything else here reads.

#include "graph/tensor.h"
#include "uses/detector.h"
#include "yolo/head/head.h"

namespace ponte::detector {

/// One output that a file is turned into.
struct NamedTensor {
  std::string name;
  Tensor tensor;
};

/// How the anchors of a pyramid level lie in the rows of an anchor-based head.
struct AnchorGrid {
  int64_t anchors = 0, height = 0, width = 0;
  double stride = 0;
};

/// What a joint output holds, as Head says it; copied, because the head's graph does not stay.
struct JointRows {
  HeadKind kind = HeadKind::anchor_free;
  int64_t classes = 0;
  Extra extra = Extra::none;
  int64_t keypoint_numbers = 0;   ///< 2 or 3 numbers per keypoint
  int64_t anchors = 0;            ///< of all levels; 0: not known
  std::vector<AnchorGrid> grids;  ///< anchor-based: finest first
};

JointRows joint_rows(const Graph& graph, const Head& head);

/// Where the numbers of an output are: boxes first, then scores or score and class, then the rest.
struct RowPlaces {
  bool anchors_last = true;  ///< (B, numbers, A); otherwise (B, A, numbers)
  int64_t behind = 6;        ///< first number behind the scores
};

/// Of a joint output.
RowPlaces places_of(const Tensor& output, const JointRows& rows);

/// True when the boxes of an output are fractions of the picture, as exporters to TFLite like them. Rows lie all over
/// the picture, so the largest box number is near its size in pixels or near 1: nothing in between comes about.
bool has_fractions(const Tensor& output, const RowPlaces& places);

/// The output with boxes, and keypoints of `step` numbers behind the scores (0: none), in pixels of a picture.
Tensor in_pixels(const Tensor& output, const RowPlaces& places, int64_t step, double height, double width);

/// `boxes`, `scores` and what the task adds (see emit_outputs), of a joint output in pixels. Rows of an anchor-based
/// head that lie cell by cell are brought to the order of the head itself: all cells of an anchor, one after the other.
/// Unsupported when the output is of other sizes.
Result<std::vector<NamedTensor>> split_rows(const Tensor& output, const JointRows& rows);

}  // namespace ponte::detector
