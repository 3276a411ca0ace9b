#pragma once
// Reads ONNX models: opsets 7 to 25, with the forms of older opsets turned into today's.

#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "graph/graph.h"
#include "uses/onnx.h"

namespace ponte::onnx {

struct OnnxModel {
  Graph graph;
  std::vector<std::pair<std::string, std::string>> metadata;  // metadata_props, in the order of the file
  int64_t opset = 0;
  int64_t ir_version = 0;
  std::string producer_name, producer_version;
};

/// Sizes for what a model leaves open; 0: it stays open.
struct OnnxReadOptions {
  int64_t batch = 0;
  int64_t height = 0, width = 0;  ///< of pictures, channels first
};

/// Reads a model. Weights stay where they are: in `file`, or in files beside it that the model names, which are looked
/// for in `folder` and nowhere else ("." is the current one; empty: nowhere). Unsupported operators are all named in
/// one error.
Result<OnnxModel> read_onnx(SharedBytes file, const std::string& folder, const OnnxReadOptions& options = {});

}  // namespace ponte::onnx
