#pragma once
// What a .tflite file says, table by table, checked for being in bounds and nothing else: tensors, operators, buffers
// and numbers of one refer to another that is there. What operators mean is the reader's matter.

#include "formats/tflite/flat_reader.h"
#include "formats/tflite/schema.h"

namespace ponte::tflite {

struct FileQuantization {
  FlatVector<float> scales;         // none: the tensor is not quantized
  FlatVector<int64_t> zero_points;  // as many as scales, or none
  int32_t axis = 0;                 // along which the scales lie, when there are several
  bool is_blockwise = false;        // or of another kind that scales and zero points do not tell

  bool exists() const { return !scales.empty(); }
};

struct FileTensor {
  std::string_view name;
  FlatVector<int32_t> shape;
  FlatVector<int32_t> signature;  // the shape with -1 for open sizes; none when there are no such
  TensorType type = TensorType::f32;
  Bytes data;  // of a constant
  bool is_constant = false;
  bool is_variable = false, is_sparse = false;
  FileQuantization quantization;
};

struct FileOperator {
  int32_t code = 0;         // BuiltinOperator of the schema
  std::string_view custom;  // name of a custom operator
  int32_t version = 1;
  FlatVector<int32_t> inputs, outputs;  // tensors of the subgraph; -1: an absent input
  uint8_t options_type = 0;
  std::optional<FlatTable> options;
  Bytes custom_options;
};

struct FileSubgraph {
  std::string_view name;
  std::vector<FileTensor> tensors;
  std::vector<FileOperator> operators;
  FlatVector<int32_t> inputs, outputs;
};

struct NamedTensor {
  std::string_view name;
  uint32_t tensor = 0;
};

struct FileSignature {
  std::string_view key;
  std::vector<NamedTensor> inputs, outputs;
  uint32_t subgraph = 0;
};

struct FileMetadata {
  std::string_view name;
  Bytes data;
};

/// Views of `bytes`, which it keeps alive.
struct ModelFile {
  SharedBytes bytes;
  std::unique_ptr<FlatBudget> budget;
  uint32_t version = 0;
  std::string_view description;
  std::vector<FileSubgraph> subgraphs;  // the first is the model
  std::vector<FileSignature> signatures;
  std::vector<FileMetadata> metadata;
};

/// True when bytes 4 to 8 are those of a TFLite model.
bool begins_like_tflite(Bytes file);

Result<ModelFile> parse_model(SharedBytes file);

}  // namespace ponte::tflite
