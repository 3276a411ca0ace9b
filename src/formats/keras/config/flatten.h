#pragma once
// Nested models taken apart: one list of calls.

#include "formats/keras/config/model_config.h"

namespace ponte::keras {

struct FlatCall {
  const LayerConfig* layer = nullptr;  // layers that are called several times, or are in a model that is, share it
  std::vector<std::string> nesting;    // names of the models around, outermost first
  int64_t call = 0;                    // how many calls of this layer came before
  ConfigValue::List args;              // tensors are TensorPlaces
  ConfigValue::Dict kwargs;

  /// "backbone.block1_conv": the names of models and layer.
  std::string path() const;
};

struct FlatModel {
  std::vector<FlatCall> calls;  // each after what it takes
  std::vector<size_t> inputs;   // the InputLayers of the outer model among them, in the order of its flattened inputs
  ConfigValue outputs;          // the structure of the model's outputs, of TensorPlaces
};

/// Unsupported when models that are called several times, in models that are, make more than 2^17 calls of layers.
Result<FlatModel> flatten(const ModelConfig& model);

}  // namespace ponte::keras
