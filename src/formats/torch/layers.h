#pragma once
// The top level of a network: numbered layers, each fed by earlier ones.

#include "formats/torch/network.h"

namespace ponte::torch {

/// One layer of a YOLO: what it is and which outputs it reads (`f`: -1 the previous layer, other negative numbers count
/// back from here, others are layer numbers; -1 of layer 0 is the picture).
struct Layer {
  Module module;
  std::vector<int64_t> sources;  ///< layer numbers; -1 is the network's input
  bool several = false;          ///< `f` was a list
};

Result<std::vector<Layer>> read_layers(const Module& model);

/// Runs all layers and gives the head of the last one.
Head build_layers(Network& net, const std::vector<Layer>& layers, ValueId images);

/// Channels of the picture that the first convolution takes.
Result<int64_t> input_channels(const std::vector<Layer>& layers);

}  // namespace ponte::torch
