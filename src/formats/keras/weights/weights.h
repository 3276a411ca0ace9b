#pragma once
// Where the weights of each layer lie in an HDF5 file.

#include <map>
#include <unordered_map>

#include "formats/hdf5/file.h"
#include "formats/keras/config/model_config.h"

namespace ponte::keras {

/// Datasets of one layer. Those of the layers inside it (the projections of MultiHeadAttention) have a part of their
/// own; the layer's own part is "".
struct LayerVariables {
  std::map<std::string, std::vector<std::string>, std::less<>> parts;
};

class Weights {
 public:
  /// Of model.weights.h5, which knows layers by class and order: layers/conv2d_1/vars/0.
  static Result<Weights> in_keras_file(hdf5::File file, const ModelConfig& model);
  /// Of a whole model in HDF5, which knows them by name: model_weights/conv/conv/kernel:0.
  static Result<Weights> in_legacy_file(hdf5::File file, const ModelConfig& model);

  /// The variables of a layer; none of one that has none.
  const LayerVariables& of(const LayerConfig& layer) const;
  /// The same layer in the model where its weights are written: itself, mostly.
  const LayerConfig* owner(const LayerConfig& layer) const;
  Result<Tensor> read(const std::string& path) const { return file_.dataset(path); }

 private:
  explicit Weights(hdf5::File file) : file_(std::move(file)) {}

  Result<> assign_groups(const ModelConfig& model, const std::string& group);
  Result<LayerVariables> variables_in(const std::string& group) const;
  Result<> read_vars(const std::string& group, std::vector<std::string>& paths) const;
  Result<> share_missing(const ModelConfig& model);
  Result<> assign_names(const ModelConfig& model);
  Result<> assign_nested(const ModelConfig& model, std::vector<std::string> nesting, const std::string& group,
                         const std::vector<std::string>& names);

  hdf5::File file_;
  std::unordered_map<const LayerConfig*, LayerVariables> variables_;
  std::unordered_map<const LayerConfig*, const LayerConfig*> owners_;  // of layers that are written elsewhere
};

}  // namespace ponte::keras
