#pragma once
// What two models found in one picture, held against each other.

#include <string>
#include <vector>

#include "ponte/predict.h"

namespace ponte {

/// Which objects are the same: of one class, overlapping by more than half, the best overlaps first. Indices into the
/// two results' objects.
struct ObjectMatches {
  struct Pair {
    int a = 0, b = 0;
    float overlap = 0;       ///< intersection over union of the boxes
    float score_change = 0;  ///< confidence in b minus that in a
  };
  std::vector<Pair> pairs;
  std::vector<int> lost;   ///< only a has them
  std::vector<int> added;  ///< only b has them
};

ObjectMatches match_objects(const PictureResult& a, const PictureResult& b);

/// Both pictures side by side: lost objects dashed in red at the left, new ones dashed in orange at the right, the
/// change of the score in the labels of matched ones. Otherwise as annotate().
Result<> annotate_against(const PictureResult& a, const PictureResult& b, const std::string& output, bool overwrite);

}  // namespace ponte
