#pragma once
// Finding objects in pictures with a model of any format that ponte reads.

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ponte/card.h"
#include "ponte/objects.h"
#include "ponte/result.h"

namespace ponte {

struct Image;

struct PredictOptions {
  // Nothing: what a model with suppression inside was converted with; of all others 0.25, 0.7 and 300.
  std::optional<float> confidence;  ///< a score must be over it
  std::optional<double> iou;        ///< NMS drops a box that overlaps a better one of its class by more
  std::optional<int> max_detections;
  std::vector<int> classes;     ///< only these; empty: all
  bool class_agnostic = false;  ///< boxes of different classes suppress each other too
  bool rect = false;            ///< pad only to the next multiple of the stride, as Ultralytics does with a checkpoint
  bool one_to_many = false;     ///< v10 and 26: the head that needs NMS
  bool nms_after_end_to_end = false;  ///< NMS on the rows of a head that should not need it
  bool network_masks = false;  ///< segment: also the masks on the pixels of the network's input, Ultralytics' default
  std::string profile = "ultralytics-8.4";    ///< one of profile_names()
  int64_t image_height = 0, image_width = 0;  ///< network input, checkpoints only; 0: the file's own
  int threads = 0;                            ///< 0: all
  size_t expected_pictures = 1;  ///< how many will come: predict_each() looks at several of many at the same time
};

/// The rules that pictures are fitted and outputs are read by: docs/prepost.md.
std::vector<std::string> profile_names();

struct PictureResult {
  std::string path;
  int width = 0, height = 0;
  std::vector<FoundObject> objects;             ///< best first
  std::vector<ClassProbability> probabilities;  ///< classify: the best five
  int input_width = 0, input_height = 0;        ///< of the network for this picture
  double milliseconds_before = 0, milliseconds_model = 0, milliseconds_after = 0;
  std::shared_ptr<const Image> pixels;  ///< the decoded picture, for annotate()
};

/// A model that is ready to look at pictures. Use by one thread at a time.
class Predictor {
 public:
  /// Models of every task. A usage error for an unknown profile.
  static Result<Predictor> open(const std::string& model, const PredictOptions& options);
  Predictor(Predictor&&) noexcept;
  ~Predictor();

  const Card& card() const;
  const std::vector<std::string>& warnings() const;

  Result<PictureResult> predict(const std::string& picture);

  /// The same for many: pictures are decoded while the model runs, and of many several are in work at the same time
  /// where the engine can do that. `visit` is called by the calling thread and gets a result, or why a picture could
  /// not be read, in the order of the paths, and ends the work by giving false. Errors are those of the model.
  using Visit = std::function<bool(const std::string& picture, Result<PictureResult> result)>;
  Result<> predict_each(std::span<const std::string> pictures, const Visit& visit);

 private:
  struct State;
  class Line;
  explicit Predictor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The picture with what was found drawn on it, as PNG or JPEG by the ending of `output`. An existing file is replaced
/// only with `overwrite`.
Result<> annotate(const PictureResult& result, const std::string& output, bool overwrite);

}  // namespace ponte
