#pragma once
// An operator of a TFLite model on its way into the IR.

#include <map>

#include "formats/tflite/model_file.h"
#include "formats/tflite/reader.h"
#include "formats/tflite/tflite_op.h"
#include "graph/builder.h"

namespace ponte::tflite {

/// A tensor of the file. Which of the three forms exist depends on who asked for what.
struct ReadTensor {
  int32_t same_as = -1;  // as a number it is this tensor: DEQUANTIZE makes no difference
  ValueId stored;        // as the file has it
  ValueId number;        // dequantized, where it is quantized
};

struct ReaderState {
  ReaderState(const ModelFile& model_file, const ReadOptions& read_options)
      : file(model_file), subgraph(model_file.subgraphs[0]), options(read_options), tensors(subgraph.tensors.size()) {}

  const ModelFile& file;
  const FileSubgraph& subgraph;
  const ReadOptions& options;
  Graph graph;
  std::vector<ReadTensor> tensors;
  std::map<std::pair<int32_t, Dims>, ValueId> weights;  // by tensor and order of axes
  std::map<int32_t, ValueId> requantized;               // inputs that are quantized while the model runs
  int64_t dynamic = 0;                                  // operators that do so

  std::string tensor_name(int32_t index) const;
  const FileTensor& tensor(int32_t index) const { return subgraph.tensors[static_cast<size_t>(index)]; }
};

Result<DType> dtype_of_tensor(TensorType type);
/// Data of a constant. Integers of 4 bits come as 8.
Result<Tensor> constant_of(const FileTensor& tensor, const SharedBytes& file);

/// What the operators' `read` functions work with. Quantized tensors come as numbers, behind dequantize_linear, and
/// results go into quantized tensors through quantize_linear.
class OpReader {
 public:
  OpReader(ReaderState& state, const FileOperator& op, const TfliteOp& info);

  /// Nodes are named after the operator's first output.
  GraphBuilder b;

  const TfliteOp& info() const { return info_; }
  size_t input_count() const { return op_.inputs.size(); }
  size_t output_count() const { return op_.outputs.size(); }
  bool has_input(size_t i) const { return i < op_.inputs.size() && op_.inputs[i] >= 0; }
  /// An input as numbers. Corrupt when it is absent.
  Result<ValueId> input(size_t i);
  Result<std::vector<ValueId>> inputs();
  /// An input as the file has it.
  Result<ValueId> stored_value(size_t i);
  const Fact& fact(ValueId value) const { return state_.graph.value(value).fact; }
  const Shape& shape(ValueId value) const { return fact(value).shape; }
  size_t rank(ValueId value) const { return shape(value).size(); }
  const FileTensor& input_tensor(size_t i) const { return state_.tensor(op_.inputs[i]); }
  const FileTensor& output_tensor(size_t i = 0) const { return state_.tensor(op_.outputs[i]); }
  /// The integers of an input, when they are known before the model runs.
  std::optional<Dims> known_ints(size_t i);
  /// The same, or an error that says that `what` must be known.
  Result<Dims> need_ints(size_t i, std::string_view what);
  /// An input of integers as int64.
  Result<ValueId> ints(size_t i);
  /// A weight with its axes in this order, as numbers; constants are turned here.
  Result<ValueId> weight(size_t i, const Dims& perm);
  /// Input 0 of an operator that may take a weight of 8 bits: numbers, or what quantizing while the model runs makes
  /// of them, if that is wanted.
  Result<ValueId> input_of_weighted(size_t weight);
  ValueId cast(ValueId value, DType dtype);

  /// Fields of the operator's options; absent options have defaults.
  template <class T>
  Result<T> option(int id, T fallback) const {
    if (!op_.options) return fallback;
    return op_.options->number<T>(id, fallback);
  }
  Result<Dims> option_ints(int id) const;
  /// `axis`, made non-negative.
  Result<int64_t> axis(int64_t axis, size_t rank) const { return normalize_axis(axis, rank); }

  /// Makes a value output i. It is cast or quantized to what the file's tensor is.
  Result<> give(ValueId value, size_t i = 0);
  /// The same through the activation that option `id` names.
  Result<> give_activated(ValueId value, int id);
  /// Output 0 is input 0 as a number.
  Result<> pass_on();

 private:
  Result<int32_t> index(size_t i) const;
  Result<ValueId> number_of(int32_t index);
  Result<ValueId> stored_of(int32_t index);
  Result<ValueId> dequantize(ValueId value, int32_t index, int64_t axis);

  ReaderState& state_;
  const FileOperator& op_;
  const TfliteOp& info_;
  GraphBuilder::Scope scope_;
};

/// Scales and zero points as constants; the dtype of the zero points is that of the tensor.
struct QuantizationValues {
  ValueId scale, zero_point;
};
Result<QuantizationValues> quantization_values(GraphBuilder& builder, const FileTensor& tensor);

}  // namespace ponte::tflite
