#pragma once
// Would TensorFlow Lite's GPU delegate take a model? Operators that it refuses run on the CPU, and cut the model into
// parts of which it takes one.

#include "formats/tflite/model_file.h"

namespace ponte::tflite {

/// An operator that would run on the CPU.
struct CpuOperator {
  size_t index = 0;          ///< among the operators of the file
  std::string name, output;  ///< "TOPK_V2"; the name of its first output
  std::string reason;
  double multiply_adds = 0;
};

struct GpuReport {
  size_t operators = 0, on_gpu = 0;
  size_t parts = 0;  ///< of the model that the delegate could take; it takes the largest
  double multiply_adds = 0, on_gpu_multiply_adds = 0;
  std::vector<CpuOperator> on_cpu;  ///< in the order of the file
};

/// Judges the first graph of a file.
Result<GpuReport> judge_for_gpu(SharedBytes file);

/// What the rules ask of tensors, each by its index.
struct TensorUses {
  std::vector<std::vector<size_t>> readers;  ///< operators
  /// Constants, and weights in half precision that DEQUANTIZE widens: the delegate takes these as constants
  /// (FP16GraphPartitionHelper).
  std::vector<bool> is_fixed;
};
TensorUses tensor_uses(const FileSubgraph& graph);

/// Why the delegate refuses an operator; empty when it does not.
Result<std::string> refusal_by_gpu(const FileSubgraph& graph, const FileOperator& op, const TensorUses& uses);

/// Multiplications with an addition that an operator takes; 0 for those without, and when sizes are not fixed.
double multiply_adds_of(const FileSubgraph& graph, const FileOperator& op);

}  // namespace ponte::tflite
