#pragma once
// Two models on the same pictures, stage by stage, in numbers.

#include <string>
#include <utility>
#include <vector>

#include "ponte/predict.h"
#include "ponte/progress.h"

namespace ponte {

struct CompareOptions {
  std::vector<std::string> pictures;  ///< empty: drawn scenes
  PredictOptions predict;             ///< both models look at pictures so; what a file cannot do it is not asked to
  std::string report;                 ///< HTML file that shows it all; empty: none
  bool overwrite = false;             ///< an existing report is replaced
  int report_pictures = 24;           ///< most pictures that the report shows, worst first
  ProgressCallback progress;
};

enum class StageState {
  same,
  rounding,  ///< differs by no more than rounding does
  differs,
  hidden,        ///< inside one of the models: cannot be seen
  incomparable,  ///< of other sizes or forms
};

constexpr const char* stage_state_name(StageState state) {
  switch (state) {
    case StageState::same: return "same";
    case StageState::rounding: return "rounding";
    case StageState::differs: return "differs";
    case StageState::hidden: return "hidden";
    case StageState::incomparable: return "incomparable";
  }
  return "unknown";
}

/// One value on the way from the picture to objects; the worst of all pictures.
struct StageDifference {
  std::string stage;   ///< "picture", "letterbox", "tensor", "raw head", "decoded", "candidates", "kept", "masks",
                       ///< "keypoints", "angles"
  std::string output;  ///< which value of it
  StageState state = StageState::same;
  double max_abs = 0, mean_abs = 0, largest = 0, cosine = 1;
  std::string text;  ///< counts, or why there are no numbers; empty: the numbers say it
};

/// How often something is there in A, in B, and the same in both.
struct CommonCount {
  int64_t a = 0, b = 0, common = 0;
};

/// Objects of one class over all pictures.
struct ClassDifference {
  int class_index = 0;
  std::string name;
  int64_t a = 0, b = 0, matched = 0;
  double mean_score_change = 0;  ///< B minus A, among matched ones
};

/// One picture. Objects are the same when match_objects() says so; of classifiers the best class is the object.
struct PictureDifference {
  std::string path;
  CommonCount objects;
  double largest_score_change = 0;
  std::string best_a, best_b;  ///< of classifiers: the name of the best class
  double distance = 0;  ///< scores of lost and new objects, score changes, what boxes and masks do not share, summed
};

/// Confidences of the same object; one is 0 when the other model does not have it.
struct ScorePair {
  float a = 0, b = 0;
};

/// Why it is likely that the models differ, and what to do.
struct LikelyReason {
  std::string stage, key, reason, advice;
};

struct Comparison {
  std::string path_a, path_b;
  Card a, b;
  std::string engine_a, engine_b;    ///< what ran their decoded outputs; raw maps are ONNX Runtime's
  std::string weights_a, weights_b;  ///< "32 bits", "16 bits", "8 bits or fewer"
  std::vector<std::string> warnings;
  std::vector<StageDifference> stages;  ///< in the order in which a picture goes through them
  std::string first_divergence;         ///< "STAGE OUTPUT" of the first that differs; empty: none
  std::vector<LikelyReason> reasons;    ///< those that the numbers support
  CommonCount candidates;               ///< before suppression, where both show them
  CommonCount objects;
  double largest_score_change = 0;          ///< among matched ones
  std::vector<ClassDifference> classes;     ///< those that one of the models found, by index
  std::vector<PictureDifference> pictures;  ///< worst first
  std::vector<ScorePair> scores;            ///< at most 4000
};

/// Errors are those of predict, and of writing the report.
Result<Comparison> compare(const std::string& a, const std::string& b, const CompareOptions& options);

}  // namespace ponte
