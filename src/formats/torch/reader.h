#pragma once
// From a training checkpoint to a graph of raw maps, and what is known of the model.

#include "base/bytes.h"
#include "graph/graph.h"
#include "ponte/card.h"
#include "uses/torch.h"
#include "yolo/head/head.h"

namespace ponte::torch {

struct ReadOptions {
  int64_t height = 0, width = 0;  ///< network input in pixels; 0: what the checkpoint was trained at
  int64_t batch = 1;              ///< 0: any
  bool dynamic_size = false;      ///< height and width are left open
  bool one_to_many = false;       ///< of a head that has both branches, the one that needs NMS
  bool both_branches = false;     ///< of such a head: both, see Head::training_levels
};

struct TorchModel {
  Graph graph;  ///< input `images` (B, channels, H, W); no outputs yet: see yolo/head/decode.h
  Head head;
  Card card;
  int64_t parameters = 0;  ///< of the checkpoint, both branches of the head included
  std::vector<std::string> warnings;
};

/// Reads an Ultralytics 8 or YOLOv5-repository checkpoint. Nothing in it is executed.
Result<TorchModel> read_torch(SharedBytes file, const ReadOptions& options);

}  // namespace ponte::torch
