#pragma once
// What lies between a network's raw maps and its detections.

#include <string>
#include <utility>
#include <vector>

#include "graph/graph.h"
#include "ponte/card.h"
#include "uses/yolo.h"

namespace ponte::yolo {

/// What a head computes beside boxes and class scores.
enum class Extra { none, mask_coefficients, keypoints, angle };

/// keypoint = (2 p + anchor - 0.5) stride in v8 and 11, (p + anchor) stride in 26.
enum class KeypointFormula { doubled, plain };

/// angle = (sigmoid(a) - 1/4) pi in v8 and 11, a itself in 26.
enum class AngleFormula { sigmoid, raw };

/// The raw maps of one pyramid level. Unused ones are ValueId{}.
struct HeadLevel {
  double stride = 0;  ///< pixels of the network input per cell
  ValueId boxes;      ///< (B, 4 reg_max, H, W) distances left, top, right, bottom in cells, or their distributions
  ValueId scores;     ///< (B, classes, H, W) logits
  ValueId extra;      ///< (B, n, H, W) as `Head::extra` says
  ValueId anchored;   ///< anchor-based heads: (B, anchors (5 + classes + masks), H, W)
  std::vector<std::pair<double, double>> anchor_sizes;  ///< anchor-based heads: width, height in pixels
};

/// Where the cells of a map are: constants where its size is known, or always counted by nodes of the graph, for
/// formats whose constants are text.
enum class AnchorForm { constant, counted };

/// Boxes and scores of all levels decoded at once, or of each level before they are joined, which is faster where
/// channels are last.
enum class DecodeForm { joined, per_level };

/// Which objects a graph with suppression inside gives.
struct Suppression {
  double confidence = 0.25, iou = 0.7;
  int64_t max_detections = 300;
};

enum class HeadKind { anchor_free, anchor_based, classify };

struct Head {
  HeadKind kind = HeadKind::anchor_free;
  Task task = Task::detect;
  int64_t classes = 0;
  int64_t reg_max = 1;                     ///< bins of a box distance; 1: the distance itself
  std::vector<HeadLevel> levels;           ///< finest first
  std::vector<HeadLevel> training_levels;  ///< of an end-to-end head: the one-to-many branch, when it was asked for
  bool end_to_end = false;                 ///< one object, one anchor: no NMS needed
  int64_t max_detections = 300;            ///< rows of the end-to-end output
  Extra extra = Extra::none;
  int64_t extra_count = 0;       ///< channels of `extra`
  int64_t keypoint_numbers = 0;  ///< 2 or 3 numbers per keypoint
  KeypointFormula keypoint_formula = KeypointFormula::doubled;
  AngleFormula angle_formula = AngleFormula::sigmoid;
  ValueId prototypes;  ///< segment: (B, n, H, W)
  ValueId logits;      ///< classify: (B, classes)
  Suppression suppression;
  AnchorForm anchors = AnchorForm::constant;
  DecodeForm decode = DecodeForm::joined;
  std::string path;  ///< module path that decode nodes are named under, e.g. "model.22"

  /// Calls `visit(ValueId&)` with every value of the graph that the head names; absent ones are left out.
  template <class Visit>
  void for_each_value(const Visit& visit) {
    auto visit_present = [&](ValueId& value) {
      if (value) visit(value);
    };
    for (std::vector<HeadLevel>* all : {&levels, &training_levels})
      for (HeadLevel& level : *all)
        for (ValueId* value : {&level.boxes, &level.scores, &level.extra, &level.anchored}) visit_present(*value);
    visit_present(prototypes);
    visit_present(logits);
  }
};

}  // namespace ponte::yolo
