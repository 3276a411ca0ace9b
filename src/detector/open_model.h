#pragma once
// A loaded model, made ready to run with outputs of one known meaning, whatever it was read from.

#include "detector/runtime_thresholds.h"
#include "engines/onnxruntime/session.h"
#include "io/load.h"

namespace ponte::detector {

/// How the boxes of a model's output lie.
enum class DetectionForm {
  split,       ///< outputs `boxes` (B, A, 4) corners and `scores` (B, A, classes)
  joint,       ///< `output0` (B, 4 + classes + extra, A), centres
  end_to_end,  ///< `output0` (B, N, 6 + extra): corners, score, class
  objects,     ///< `boxes` (n, 4), `scores` (n), `classes` (n) and what the task has, suppressed inside
};

/// What a file holds its weights in. A checkpoint's are floats whatever it holds: they are carried as they are.
enum class WeightForm { floats, half_floats, integers };

struct RunnableDetector {
  Card card;
  DetectionForm form = DetectionForm::split;
  int64_t classes = 0;
  WeightForm weights = WeightForm::floats;
  bool fixed_size = true;  ///< height and width cannot be chosen per picture
  std::vector<std::string> warnings;
  SessionPtr session;
  std::shared_ptr<RuntimeThresholds> choices;  ///< of an ONNX file with suppression inside; null when it takes none
};

/// Reads a model of any task and opens it. A TFLite file runs as it is in LiteRT, if that is there; everything else in
/// ONNX Runtime, decoded anew from the raw maps when the head is known, otherwise as it is when the metadata say what
/// its output is.
Result<RunnableDetector> open_detector(const std::string& path, LoadOptions options, EngineThreads threads);

/// The same with the raw maps as outputs. Unsupported when the head is not known.
Result<RunnableDetector> open_raw_maps(const std::string& path, LoadOptions options, int threads);

}  // namespace ponte::detector
