#pragma once
// What is in a model file.

#include <map>
#include <string>
#include <vector>

#include "ponte/card.h"
#include "ponte/convert.h"
#include "ponte/result.h"

namespace ponte {

struct PortInfo {
  std::string name, dtype, shape;  ///< shape: "1,3,640,640"; names and ? for sizes that are not fixed
};

struct Inspection {
  std::string format;  ///< "torch", "onnx"
  Card card;
  std::vector<PortInfo> inputs, outputs;
  int64_t parameters = 0;
  int64_t multiply_adds = 0;  ///< of one picture; operators whose sizes are not fixed do not count
  std::map<std::string, int64_t> operators;
  std::vector<std::string> warnings;
  std::string graph_text;  ///< the IR, when it was asked for
};

struct InspectOptions {
  LoadOptions load;
  bool graph = false;      ///< fill graph_text
  bool optimized = false;  ///< look at the graph as convert() would write it
};

Result<Inspection> inspect(const std::string& model, const InspectOptions& options);

}  // namespace ponte
