#pragma once
// What a model gave for one picture, under the names of the task.

#include "detector/open_model.h"
#include "vision/masks.h"
#include "vision/nms.h"

namespace ponte::detector {

/// Float elements of a tensor, read where they lie when they can be.
class Floats {
 public:
  explicit Floats(Tensor tensor);

  const float* data() const {
    return copy_.empty() ? reinterpret_cast<const float*>(tensor_.bytes().data()) : copy_.data();
  }
  size_t size() const { return static_cast<size_t>(tensor_.count()); }
  const Dims& dims() const { return tensor_.dims(); }

 private:
  Tensor tensor_;
  std::vector<float> copy_;
};

/// Tables over the anchors (or final rows) of one picture. Those that a task does not have have no columns.
struct HeadOutputs {
  AnchorTable boxes, scores;
  BoxForm box_form = BoxForm::corners;
  AnchorTable rows;             ///< of an end-to-end head, in place of `boxes` and `scores`: 4 of the box, score, class
  AnchorTable extra;            ///< mask coefficients, keypoints or the angle
  size_t keypoint_numbers = 0;  ///< 2 or 3 columns of `extra` per keypoint
  Prototypes prototypes;
  std::vector<Floats> held;  ///< what the tables lie in
};

/// Errors: unsupported, when outputs do not have the shapes that the card promises; corrupt, when an output holds NaN
/// or infinite numbers.
Result<HeadOutputs> read_outputs(const std::vector<Tensor>& outputs, const RunnableDetector& detector);

/// Classify: one number per class. The same errors.
Result<std::vector<float>> read_probabilities(const std::vector<Tensor>& outputs, const RunnableDetector& detector);

}  // namespace ponte::detector
