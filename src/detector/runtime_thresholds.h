#pragma once
// Thresholds and classes that a model with suppression inside (`convert --embed post`) takes as inputs while it runs.

#include <memory>

#include "engines/common/session.h"
#include "ponte/predict.h"
#include "uses/detector.h"

namespace ponte::detector {

/// Values of those inputs.
class RuntimeThresholds {
 public:
  /// `defaults`: the model's own, one per port.
  RuntimeThresholds(std::vector<Port> ports, std::vector<Tensor> defaults)
      : ports_(std::move(ports)), defaults_(std::move(defaults)), chosen_(defaults_) {}

  /// What the options say; what they leave open stays as the model has it. `end_to_end`: of a head whose rows are
  /// final, whose overlap is asked for with `nms_after_end_to_end` only.
  void set(const PredictOptions& options, bool end_to_end);

  const std::vector<Tensor>& values() const { return chosen_; }

 private:
  std::vector<Port> ports_;
  std::vector<Tensor> defaults_, chosen_;
};

struct ThresholdModel {
  SessionPtr session;  ///< asks for the other inputs only
  std::shared_ptr<RuntimeThresholds> choices;
};

/// What an input usually is, for models that have no defaults (`--thresholds required`); nothing when it is none of
/// theirs.
std::optional<Tensor> default_threshold(const Port& port, bool end_to_end);

/// Opens an ONNX file as it is. `default_of` gives what an input is when it is left out. Unsupported when the file has
/// no such inputs or `default_of` does not know one.
Result<ThresholdModel> open_with_thresholds(Bytes file, EngineThreads threads,
                                            const std::function<std::optional<Tensor>(const Port&)>& default_of);

}  // namespace ponte::detector
