#pragma once
// Reads TFLite models as TensorFlow's and LiteRT's converters, onnx2tf, Ultralytics and ponte itself write them.

#include "base/bytes.h"
#include "graph/graph.h"
#include "uses/tflite.h"
#include "yolo/card/card.h"

namespace ponte::tflite {

struct ReadOptions {
  int64_t batch = 1;              ///< of inputs whose batch is open; 0: it stays open
  int64_t height = 0, width = 0;  ///< of pictures whose size is open; 0: they stay open
  /// Inputs and outputs as numbers where the file has quantized ones.
  bool float_ports = false;
  /// Operators with float inputs and weights of 8 bits quantize their inputs while the model runs. Runtimes do so;
  /// without it the weights count as the numbers that they stand for, which is closer to the model before.
  bool quantize_inputs = false;
};

struct OpCount {
  std::string name;  ///< "CONV_2D"
  int64_t count = 0;
};

struct TfliteModel {
  Graph graph;        ///< as the file has it: layout = "nhwc", quantization as quantize_linear and dequantize_linear
  Metadata metadata;  ///< of the archive at the end of the file
  std::string description;
  std::vector<OpCount> operators;  ///< most frequent first
  int64_t parameters = 0;
  int64_t half_float_parameters = 0;  ///< those that the file holds in 16 bits; here they are floats
  int64_t dynamic = 0;                ///< operators that quantize their inputs while the model runs
  std::string quantization;  ///< for people: "64 weights in int8 per channel, …"; empty when nothing is quantized
  std::vector<std::string> signatures;
};

/// Weights stay in `file` where their order of axes allows. Operators that are not supported are all named in one
/// error.
Result<TfliteModel> read_tflite(SharedBytes file, const ReadOptions& options = {});

/// Operators and their counts alone: of models too that read_tflite does not support.
Result<std::vector<OpCount>> count_operators(SharedBytes file);

/// What the archive at the end of the file says of the model: metadata.json, or the Python literal of older exports.
Metadata read_metadata(SharedBytes file);

}  // namespace ponte::tflite
