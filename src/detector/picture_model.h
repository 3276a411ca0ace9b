#pragma once
// A model that looks at pictures, step by step: predict() goes all the way, compare() looks at every step.

#include <memory>

#include "detector/detections.h"

namespace ponte::detector {

/// A picture on its way into the model.
struct FittedPicture {
  std::shared_ptr<const Image> pixels;
  Letterbox plan;
  Tensor input;
  double milliseconds = 0;
};

/// What fitting a picture asks of the model.
struct Fitting {
  Card card;
  bool rect = false;
  bool whole = false;  ///< the model takes pictures as they are

  Fitting(const RunnableDetector& detector, const PredictOptions& options);
};

Result<FittedPicture> fit_picture(const std::string& path, const Fitting& fitting, int threads);
FittedPicture fit_pixels(std::shared_ptr<const Image> pixels, const Fitting& fitting, int threads);

class PictureModel {
 public:
  static Result<PictureModel> open(const std::string& path, const PredictOptions& options);

  const RunnableDetector& detector() const { return detector_; }
  const PredictOptions& options() const { return options_; }
  Fitting fitting() const { return {detector_, options_}; }
  /// How the file was read for the size that the model is made for now.
  const LoadOptions& load() const { return load_; }

  /// How many threads may look at pictures at the same time, each from make_for() to read().
  int at_once() const;

  /// Pictures are fitted to a square although a multiple of the stride was asked for.
  void use_whole_size() { options_.rect = false; }
  /// The size that pictures are fitted to, of a model that takes any.
  void choose_size(int64_t height, int64_t width);

  /// A checkpoint is built again for another size of input; a file of fixed size can only take its own.
  Result<> make_for(const Letterbox& plan);
  Result<std::vector<Tensor>> run(const Tensor& input) const { return detector_.session->run({input}); }
  /// What the outputs say of the picture that lies in the input as `picture` does.
  Result<> read(const std::vector<Tensor>& outputs, const Letterbox& plan, PictureResult& picture) const;

 private:
  PictureModel(std::string path, PredictOptions options, LoadOptions load, RunnableDetector detector);

  std::string path_;
  PredictOptions options_;
  LoadOptions load_;
  RunnableDetector detector_;
  int width_ = 0, height_ = 0;  // network input that `detector_` is made for
};

}  // namespace ponte::detector
