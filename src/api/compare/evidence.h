#pragma once
// The numbers that a reason for a difference is judged by.

#include <set>

#include "api/compare/object_stages.h"
#include "api/compare/trials.h"

namespace ponte::api {

/// Objects of one model that the other lacks, by what there is to say of them.
struct MissingObjects {
  int64_t count = 0;
  int64_t near_score = 0;    ///< whose score is hardly over the threshold
  int64_t near_overlap = 0;  ///< which overlap a better one of their class by about the threshold of NMS
  int64_t under_other = 0;   ///< which overlap a better one of another class by more than it
  int64_t overlapping = 0;   ///< which their own model keeps beside a better one of their class that they overlap
  int64_t cut_off = 0;       ///< weaker than the last of a picture in which the lacking model gives a round number
  float best_score = 0;      ///< of all of them
};

struct Thresholds {
  float confidence, iou;
};

/// What `owner` has and `other` lacks: indices into owner's objects.
void add_missing(const std::vector<FoundObject>& owner, const std::vector<FoundObject>& other,
                 const std::vector<int>& missing, const Thresholds& thresholds, MissingObjects& counts);

/// What is known of one model.
struct SideFacts {
  DetectionForm form = DetectionForm::split;
  WeightForm weights = WeightForm::floats;
  std::string engine, family;
  int64_t classes = 0;
  bool end_to_end = false;
  bool takes_pictures = false;
  float lowest_score = 1;  ///< of its objects
};

struct Evidence {
  std::vector<StageDifference> rows;
  const StageDifference* first = nullptr;  ///< the first of them that diverges
  SideFacts a, b;
  float confidence = 0;
  bool rect = false;        ///< a picture was padded to a multiple of the stride in one, to the whole size in the other
  bool other_size = false;  ///< a picture was resized to different sizes
  InputChange input = InputChange::none;
  OutputForms forms;
  double candidate_margin = 0;  ///< how far over the threshold the best anchor is that only one model lets through
  MissingObjects lost, added;   ///< in B, in A
  ObjectComparison::Masks masks;

  bool diverges_at(std::string_view stage) const { return first && first->stage == stage; }
  /// The row that differs most, as a fraction of its largest value, and the smallest cosine, of a stage.
  double relative(std::string_view stage) const;
  double cosine(std::string_view stage) const;
  /// Null when there is none.
  const StageDifference* row(std::string_view stage, std::string_view output) const;
};

/// What the letterboxes of one picture say.
void add_letterboxes(const Letterbox& a, const Letterbox& b, Evidence& evidence);

/// Pairs of anchor and class.
using Places = std::set<std::pair<int, int>>;
Places places_of(const std::vector<Detection>& detections);

/// The best score over the threshold among candidates that only one of the two has, where anchors are the same.
double candidate_margin(const std::vector<Detection>& a, const std::vector<Detection>& b, float confidence);

}  // namespace ponte::api
