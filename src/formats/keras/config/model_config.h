#pragma once
// A model as its configuration has it: layers, and the calls that connect them. Keras 3 and Keras 2 forms become one.

#include <memory>

#include "formats/keras/config/config_value.h"

namespace ponte::keras {

struct ModelConfig;

/// One call of a layer. Tensors are TensorNames, anywhere in `args` and `kwargs`.
struct CallConfig {
  ConfigValue::List args;
  ConfigValue::Dict kwargs;
};

struct LayerConfig {
  std::string name;             // what calls refer to
  std::string class_name;       // "Conv2D"
  std::string module;           // "keras.layers"; empty in Keras 2 files
  std::string registered_name;  // "my_package>MyLayer" of a custom class; empty of Keras' own
  ConfigValue config;           // a dict
  std::vector<CallConfig> calls;
  std::unique_ptr<ModelConfig> model;  // of a nested model
  bool trainable = true;               // false too when a model around it is frozen

  bool operation = false;  // of keras.ops: no layer, without weights and a place in the file of weights

  bool is_input() const { return class_name == "InputLayer"; }
  /// Inputs are called once, by nobody.
  size_t call_count() const { return is_input() ? 1 : calls.size(); }
};

/// A call of the layer with this index; inputs have one that takes nothing.
struct LayerCallIndex {
  size_t layer = 0, call = 0;
};

struct ModelConfig {
  std::string name;
  bool sequential = false;
  std::vector<LayerConfig> layers;
  ConfigValue inputs, outputs;        // lists, dicts, or one TensorName
  std::vector<LayerCallIndex> order;  // calls that the outputs need and all inputs, each after what it takes
  std::vector<size_t> layer_order;    // layers in the order of their weights; operations are not among them
};

/// True when an entry is a Functional or a Sequential model with its layers.
bool is_model(const ConfigValue& entry);

/// Reads {"class_name": …, "config": {"layers": …}}. Corrupt when calls refer to what is not there, or go in circles.
Result<std::unique_ptr<ModelConfig>> parse_model(const ConfigValue& entry);

}  // namespace ponte::keras
