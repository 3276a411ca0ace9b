#pragma once
// The stages behind the candidates: which objects are kept, and what they have.

#include <map>

#include "api/compare/stages.h"
#include "measure/tally.h"
#include "ponte/against.h"

namespace ponte::api {

/// How two masks of a picture lie over each other.
struct MaskOverlap {
  int64_t shared = 0, only_a = 0, only_b = 0;  ///< pixels

  double iou() const;
};
MaskOverlap overlap_of(const Mask& a, const Mask& b);

/// Collects what two models found, picture after picture.
class ObjectComparison {
 public:
  /// Gives what is kept of this picture.
  PictureDifference add(const PictureResult& a, const PictureResult& b, const ObjectMatches& matches);

  /// Adds the rows "kept", "masks", "keypoints", "angles".
  void finish(Stages& stages) const;

  const CommonCount& objects() const { return objects_; }
  double largest_score_change() const { return scores_.parity("").max_abs; }
  /// By index, those that one of the models found.
  std::vector<ClassDifference> classes() const;
  const std::vector<ScorePair>& scores() const { return pairs_; }

  /// Masks of matched objects, for what explains them.
  struct Masks {
    int64_t pairs = 0, shared = 0, only_a = 0, only_b = 0;
    double lowest_iou = 1, sum_iou = 0;

    double mean_iou() const { return pairs == 0 ? 1 : sum_iou / static_cast<double>(pairs); }
    /// How much larger B's are.
    double area_ratio() const;
  };
  const Masks& masks() const { return masks_; }

 private:
  /// Numbers of matched objects.
  struct Spread {
    Tally tally;
    int64_t count = 0;

    void add(float a, float b) { add(static_cast<double>(a), static_cast<double>(b)); }
    void add(double a, double b);
    OutputParity parity(std::string name) const { return tally.result(std::move(name), {count}); }
  };

  void add_pair(const FoundObject& a, const FoundObject& b, double overlap, PictureDifference& picture);
  void add_masks(const FoundObject& a, const FoundObject& b, PictureDifference& picture);
  void add_extras(const FoundObject& a, const FoundObject& b);
  void add_lonely(const FoundObject& object, bool in_a, PictureDifference& picture);
  void add_probabilities(const PictureResult& a, const PictureResult& b, PictureDifference& picture);
  void keep(ScorePair pair);
  void finish_masks(Stages& stages) const;

  CommonCount objects_;
  std::map<int, ClassDifference> classes_;
  std::vector<ScorePair> pairs_;
  Spread scores_, boxes_, points_, angles_;
  Masks masks_;
  bool classifies_ = false;
};

}  // namespace ponte::api
