#pragma once
// Reads Keras models: .keras files of Keras 3 and of Keras 2.12 on, and whole models in HDF5 (.h5) of either.

#include "base/bytes.h"
#include "graph/graph.h"
#include "uses/keras.h"
#include "yolo/card/card.h"
#include "yolo/head/head.h"

namespace ponte::keras {

struct ReadOptions {
  int64_t batch = 1;              ///< 0: any; where the file fixes it, that counts
  int64_t height = 0, width = 0;  ///< of pictures whose size the file leaves open; 0: they stay open
};

/// Something that a call takes.
struct LayerEdge {
  std::string where;  ///< "args[0][1]", "kwargs.query"
  std::string layer;  ///< path of the layer whose output it is
  int64_t call = 0, output = 0;
};

/// One call of a layer, nested models taken apart.
struct LayerCall {
  std::string path;                  ///< "backbone.block1_conv"
  std::vector<std::string> nesting;  ///< the models around it, outermost first
  std::string class_name;
  int64_t call = 0;  ///< how many calls of the same layer came before
  std::vector<LayerEdge> inputs;
  std::vector<std::string> shapes;             ///< of its outputs, "1,80,80,64"
  int64_t weights = 0, trainable_weights = 0;  ///< numbers of the layer; calls of one layer share them
};

struct KerasModel {
  Graph graph;               ///< as Keras has it: axes in its order, layout = "nhwc" where the channels are last
  Metadata metadata;         ///< what ponte wrote into metadata.json, if it did
  std::optional<Head> head;  ///< of a YOLOV8Detector of KerasCV, which has no decoded outputs
  std::string keras_version;
  int64_t parameters = 0, trainable = 0;
  std::vector<LayerCall> layers;
};

/// True when an archive holds what a .keras file does.
bool looks_like_keras_zip(Bytes file);

/// The content decides which form it is. Weights stay in `file` where they can. Classes that are not supported are all
/// named in one error.
Result<KerasModel> read_keras(SharedBytes file, const ReadOptions& options);

/// The calls of the layers alone, without shapes and weights: of models too that read_keras does not support.
Result<std::vector<LayerCall>> list_layers(SharedBytes file);

}  // namespace ponte::keras
