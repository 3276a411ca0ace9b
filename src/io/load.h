#pragma once
// One model file as a graph, whatever its format. The content decides which that is, not the name.

#include <string>
#include <vector>

#include "base/bytes.h"
#include "formats/keras/reader.h"
#include "graph/graph.h"
#include "passes/layout/relayout.h"
#include "ponte/convert.h"
#include "uses/io.h"
#include "yolo/head/decode.h"

namespace ponte::io {

struct Source;

/// What only one format has to say.
struct SourceInfo {
  std::vector<keras::LayerCall> layers;      ///< of a Keras file
  std::map<std::string, int64_t> operators;  ///< of a TFLite file, under its own names
  std::string quantization;                  ///< of a TFLite file
  std::vector<std::string> signatures;       ///< of a TFLite file
  int64_t half_float_parameters = 0;         ///< of a TFLite file: those that it holds in 16 bits
  int64_t dynamic_operators = 0;  ///< of a TFLite file: those that quantize their inputs; `graph` computes in floats
};

struct LoadedModel {
  const Source* source = nullptr;  ///< the format it was read from
  SharedBytes file;
  Graph graph;
  std::optional<Graph> undecoded;  ///< of a checkpoint: the graph without outputs, which they are made in
  std::optional<Head> head;        ///< what lies between raw maps and outputs, when it is known
  bool outputs_as_read = true;     ///< false when the outputs were made anew from the head
  Card card;
  int64_t parameters = 0;
  SourceInfo info;
  PortOrders read;     ///< of a file with channels last: of `graph` against the file
  PortOrders written;  ///< of `graph` as a target's prepare() left it, against what it was
  std::vector<std::pair<std::string, Tensor>> defaults;  ///< inputs that a caller may leave out
  std::vector<std::string> warnings;
};

/// Reads a file and gives it the outputs that are asked for. Errors begin with the path.
Result<LoadedModel> load_model(const std::string& path, const LoadOptions& options);

/// What is to be said when `graph` is used; where an engine runs the file itself only `warnings` hold.
std::vector<std::string> graph_warnings(const LoadedModel& model);

/// Replaces the outputs of a model whose head is known.
Result<> set_outputs(LoadedModel& model, Outputs outputs, AnchorForm anchors = AnchorForm::constant,
                     DecodeForm decode = DecodeForm::joined);

}  // namespace ponte::io
