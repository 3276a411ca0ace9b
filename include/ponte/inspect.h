#pragma once
// What is in a model file.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ponte/card.h"
#include "ponte/convert.h"
#include "ponte/result.h"

namespace ponte {

struct PortInfo {
  std::string name, dtype, shape;  ///< shape: "1,3,640,640"; names and ? for sizes that are not fixed
};

/// Something that a call of a layer takes.
struct LayerInput {
  std::string argument;  ///< where it stands in the call: "args[0][1]", "kwargs.query"
  std::string layer;     ///< path of the layer that gives it
  int64_t call = 0, output = 0;
};

/// One call of a layer of a Keras model, nested models taken apart.
struct LayerInfo {
  std::string path, class_name;      ///< "backbone.block1_conv", "Conv2D"
  std::vector<std::string> nesting;  ///< names of the models around it, outermost first
  int64_t call = 0;                  ///< how many calls of the same layer came before
  std::vector<LayerInput> inputs;
  std::vector<std::string> shapes;  ///< of its outputs, axes as Keras has them; empty when they are not known
  int64_t parameters = 0, trainable_parameters = 0;  ///< of the layer, however often it is called
};

/// An operator that TensorFlow Lite's GPU delegate would leave on the CPU.
struct CpuOperatorInfo {
  int64_t index = 0;         ///< among the operators of the file
  std::string name, output;  ///< "TOPK_V2"; the name of its first output
  std::string reason;
  double multiply_adds = 0;
};

/// What the GPU delegate would take of a TFLite file: the largest part without an operator that it refuses.
struct GpuDelegateInfo {
  int64_t operators = 0, on_gpu = 0;
  int64_t parts = 0;  ///< that it could take; it takes one
  double multiply_adds = 0, on_gpu_multiply_adds = 0;
  std::vector<CpuOperatorInfo> on_cpu;
};

struct Inspection {
  std::string format;  ///< "torch", "onnx", "keras", "tflite"
  Card card;
  std::vector<PortInfo> inputs, outputs;
  int64_t parameters = 0;
  int64_t multiply_adds = 0;                 ///< of one picture; operators whose sizes are not fixed do not count
  std::map<std::string, int64_t> operators;  ///< of a TFLite file under its own names
  std::string quantization;                  ///< of a TFLite file, for people
  std::vector<std::string> signatures;       ///< of a TFLite file
  /// Of an ONNX file in integers: convolutions and matrix products that give other numbers without VNNI.
  std::optional<int64_t> saturable_products;
  std::vector<std::string> warnings;
  std::string graph_text;                       ///< the IR, when it was asked for
  std::vector<LayerInfo> layers;                ///< of a Keras model, when they were asked for
  std::optional<GpuDelegateInfo> gpu_delegate;  ///< of a TFLite file, when it was asked for
};

struct InspectOptions {
  LoadOptions load;
  bool graph = false;         ///< fill graph_text
  bool optimized = false;     ///< look at the graph as convert() would write it
  bool gpu_delegate = false;  ///< fill gpu_delegate; of operators that ponte does not read nothing else is filled
  bool layers = false;        ///< fill layers; of a model with layers that cannot be converted nothing else is filled
};

Result<Inspection> inspect(const std::string& model, const InspectOptions& options);

}  // namespace ponte
