#pragma once
// Finding objects in pictures with a model of any format that ponte reads.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ponte/card.h"
#include "ponte/result.h"

namespace ponte {

struct PredictOptions {
  float confidence = 0.25f;     ///< a score must be over it
  double iou = 0.7;             ///< NMS drops a box that overlaps a better one of its class by more
  int max_detections = 300;
  std::vector<int> classes;     ///< only these; empty: all
  bool class_agnostic = false;  ///< boxes of different classes suppress each other too
  bool rect = false;            ///< pad only to the next multiple of the stride, as Ultralytics does with a checkpoint
  bool one_to_many = false;     ///< v10 and 26: the head that needs NMS
  int64_t image_height = 0, image_width = 0;  ///< network input, checkpoints only; 0: the file's own
  int threads = 0;              ///< 0: all
};

/// One object; coordinates in pixels of the picture.
struct FoundObject {
  int class_index = 0;
  std::string name;
  float confidence = 0;
  float x1 = 0, y1 = 0, x2 = 0, y2 = 0;
};

struct PictureResult {
  std::string path;
  int width = 0, height = 0;
  std::vector<FoundObject> objects;  ///< best first
  double milliseconds_before = 0, milliseconds_model = 0, milliseconds_after = 0;
};

/// A model that is ready to look at pictures. Use by one thread at a time.
class Predictor {
 public:
  /// Detection models; segment and pose models give their boxes. Unsupported for other tasks.
  static Result<Predictor> open(const std::string& model, const PredictOptions& options);
  Predictor(Predictor&&) noexcept;
  ~Predictor();

  const Card& card() const;
  const std::vector<std::string>& warnings() const;

  Result<PictureResult> predict(const std::string& picture);

  /// The picture with its objects drawn on it, as PNG or JPEG by the ending of `output`. An existing file is replaced
  /// only with `overwrite`.
  Result<> annotate(const PictureResult& result, const std::string& output, bool overwrite) const;

 private:
  struct State;
  explicit Predictor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ponte
