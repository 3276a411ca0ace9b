#pragma once
// A training checkpoint (`.pt`): the container, the pickle in it, and the network that the pickle holds.

#include "formats/torch/module_tree.h"

namespace ponte::torch {

/// What training wrote beside the network. Empty or absent when the file does not have it.
struct TrainingFacts {
  std::string date, version, license;
  std::optional<int64_t> epoch;
  PickleValue train_args;  ///< a dict, an object with attributes, or None
};

/// A checkpoint that has been read. Modules, values and tensors taken from it are valid as long as it is, and may be
/// used by one thread at a time; Tensors stay valid for longer.
class Checkpoint {
 public:
  /// The network: the averaged weights (`ema`) if the file has them, else `model`. Its path is empty, so that its
  /// submodules are "model.0", "model.1.conv", …, as torch names them.
  const Module& model() const { return model_; }
  /// The whole of what was pickled.
  PickleValue root() const { return {*pickle_, pickle_->root}; }
  TrainingFacts facts() const;
  /// What the file asks to call, and does not get.
  const std::vector<std::string>& warnings() const { return pickle_->warnings; }

 private:
  friend Result<Checkpoint> read_checkpoint(SharedBytes file);
  Checkpoint(std::unique_ptr<Pickle> pickle, Module model) : pickle_(std::move(pickle)), model_(std::move(model)) {}

  std::unique_ptr<Pickle> pickle_;
  Module model_;
};

/// Reads the zip container of torch 1.6 and later, and the one before it. Weights are not copied: they are views of
/// `file`, whose checksums are checked when a tensor is first read.
///
/// Corrupt: a damaged file, or one that is no checkpoint at all (a web page, a Git LFS pointer). Unsupported, with a
/// hint: files that hold no network to rebuild (state dicts, safetensors), TorchScript, other pickles, big-endian ones.
Result<Checkpoint> read_checkpoint(SharedBytes file);

/// The text of a string, "" of anything else.
std::string text_or_empty(PickleValue value);

}  // namespace ponte::torch
