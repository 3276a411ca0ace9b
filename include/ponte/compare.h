#pragma once
// Two models on the same inputs, stage by stage, in numbers.

#include <string>
#include <vector>

#include "ponte/card.h"
#include "ponte/result.h"

namespace ponte {

struct CompareOptions {
  std::vector<std::string> pictures;  ///< empty: made-up inputs
  double max_abs = 0;  ///< a difference of decoded outputs over this is check_failed; 0: nothing is
  float confidence = 0.25f;
  double iou = 0.7;
  int threads = 0;
};

/// One stage of the way from picture to objects.
struct StageDifference {
  std::string stage;   ///< "input", "raw head", "decoded", "detections"
  std::string output;  ///< which value of it
  double max_abs = 0, mean_abs = 0, largest = 0, cosine = 1;
};

struct Comparison {
  Card a, b;
  std::string engine_a, engine_b;  ///< what ran their decoded outputs; raw maps are ONNX Runtime's
  std::vector<std::string> warnings;
  std::vector<StageDifference> stages;
  int objects_a = 0, objects_b = 0;  ///< kept detections over all pictures
  int objects_matched = 0;           ///< same class, IoU over 0.9
  double largest_score_change = 0;   ///< among matched ones
  std::string first_divergence;      ///< the first stage whose difference is over rounding; empty: none
};

Result<Comparison> compare(const std::string& a, const std::string& b, const CompareOptions& options);

}  // namespace ponte
